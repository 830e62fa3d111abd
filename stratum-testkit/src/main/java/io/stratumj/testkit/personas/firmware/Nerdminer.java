package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.LineReading;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.DifficultyAtOnce;
import io.stratumj.testkit.personas.work.DifficultyRule;
import io.stratumj.testkit.personas.work.Extranonce2Counter;
import io.stratumj.testkit.personas.work.NotifyRules;
import io.stratumj.testkit.personas.work.VerdictRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * NerdMiner v2: a microcontroller that hashes in software. Little memory, little patience, one
 * extranonce2 for ever, random nonces written without leading zeros.
 */
public final class Nerdminer extends Firmware {
  private static final BigDecimal SUGGESTED = new BigDecimal("0.00015");
  private static final Duration REPLY = Duration.ofMillis(1_200);
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);
  private static final Duration BETWEEN_SUGGESTIONS = Duration.ofSeconds(30);
  private static final int DOCUMENT_BYTES = 4_096;
  private static final int COINBASE_BYTES_MAX = 255;

  private Stage stage = Stage.OFFLINE;
  private int nextId;

  private enum Stage {
    OFFLINE,
    SUBSCRIBING,
    AUTHORIZED,
    MINING
  }

  /** A device that is not connected. */
  public Nerdminer(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    nextId = 1;
    stage = Stage.SUBSCRIBING;
    ask(takeId(), "mining.subscribe", List.of(agent()));
  }

  @Override
  void heard(PoolMessage message) {
    if (message.has("method") && !message.isCall()) {
      throw new Breach(Rule.NO_METHOD_IN_REPLY, message.line(), "crashes at a method of null");
    }
    if (stage == Stage.SUBSCRIBING) {
      subscribed(message);
    } else if (!obeys(message) && !message.isCall()) {
      book().answered(message);
    }
  }

  @Override
  public void tick() {
    super.tick();
    switch (stage) {
      case SUBSCRIBING ->
          demandReplyWithin(REPLY, "hangs up after 1.2 s and tries again, for ever");
      case AUTHORIZED -> {
        if (hasWaited(BETWEEN_REQUESTS)) {
          stage = Stage.MINING;
          suggest();
        }
      }
      case MINING -> {
        if (hasWaited(BETWEEN_SUGGESTIONS)) {
          suggest();
        }
      }
      default -> {
        // Nothing to do.
      }
    }
  }

  @Override
  public void disconnected() {
    super.disconnected();
    stage = Stage.OFFLINE;
  }

  /** It never looks at the answer to its login. */
  @Override
  boolean isLoggedIn() {
    return stage == Stage.MINING;
  }

  @Override
  String agent() {
    return "NerdMinerV2/V1.8.3";
  }

  @Override
  Set<String> vocabulary() {
    return Set.of("mining.notify", "mining.set_difficulty");
  }

  @Override
  LineReading reading() {
    return LineReading.TOLERANT;
  }

  @Override
  String submitId() {
    return takeId();
  }

  @Override
  RequestSpelling spelling() {
    return RequestSpelling.SPACED;
  }

  @Override
  public RequestSpelling submitSpelling() {
    return RequestSpelling.COMPACT;
  }

  /** Ten minutes without a job, and it connects anew. */
  @Override
  Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Optional<Duration> stallsAfter() {
    return Optional.of(Duration.ofMinutes(10));
  }

  @Override
  public Duration pause() {
    return Duration.ZERO;
  }

  @Override
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("drops the job")
        .branches(EspFirmware.BRANCHES_MAX)
        .coinbase(COINBASE_BYTES_MAX)
        .lineBytes(DOCUMENT_BYTES);
  }

  @Override
  public DifficultyRule newDifficulty() {
    return new DifficultyAtOnce();
  }

  @Override
  public Extranonce2Counter extranonce2() {
    return Extranonce2Counter.CONSTANT;
  }

  @Override
  public boolean drawsNonces() {
    return true;
  }

  @Override
  public boolean submitsLate() {
    return false;
  }

  @Override
  public VerdictRule verdicts() {
    return VerdictRule.BY_ERROR;
  }

  private void subscribed(PoolMessage message) {
    if (message.isCall()) {
      throw new Breach(
          Rule.REPLY_COMES_NEXT, message.line(), "takes it for the subscribe reply and hangs up");
    }
    Optional<SubscribeReply> reply = SubscribeReply.read(message);
    if (reply.isEmpty()) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "hangs up and tries again, for ever");
    }
    int size = reply.get().extranonce2Size();
    if (size != 2 && size != 4 && size != 8) {
      throw new Breach(
          Rule.EXTRANONCE2_SIZE, message.line(), "sends 4 bytes whatever is asked for");
    }
    bench().subscribed(reply.get());
    stage = Stage.AUTHORIZED;
    String line = RequestSpelling.PARAMS_FIRST.request(takeId(), "mining.authorize", credentials());
    rig().say(line);
  }

  private void suggest() {
    rememberRequest();
    rig()
        .say(
            RequestSpelling.COMPACT.request(
                takeId(), "mining.suggest_difficulty", List.of(SUGGESTED)));
  }

  private String takeId() {
    return Integer.toString(nextId++);
  }
}
