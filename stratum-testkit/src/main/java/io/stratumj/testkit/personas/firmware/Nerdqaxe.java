package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.ConfigureReply;
import io.stratumj.testkit.personas.line.LineReading;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.DifficultyAtNextJob;
import io.stratumj.testkit.personas.work.DifficultyRule;
import io.stratumj.testkit.personas.work.Extranonce2Counter;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import io.stratumj.testkit.personas.work.ShareFound;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The firmware of a NerdQAxe or NerdOctaxe: five requests in one write, a name with a Greek letter,
 * extranonce2 highest byte first, and now and then the same share twice.
 */
public final class Nerdqaxe extends EspFirmware {
  private static final String SUBSCRIBE = "1";
  private static final String CONFIGURE = "2";
  private static final String AUTHORIZE = "3";
  private static final int LAST_SETUP_ID = 5;
  private static final int TWICE_EVERY = 50;
  private static final LineReading READING =
      new LineReading(16_383, "disconnects", "disconnects", "disconnects");

  private boolean loggedIn;
  private int submits;

  /** A device that is not connected. */
  public Nerdqaxe(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    loggedIn = false;
    rig()
        .say(
            spelling().request(takeId(), "mining.subscribe", List.of(agent())),
            spelling()
                .request(
                    takeId(),
                    "mining.configure",
                    List.of(
                        List.of("version-rolling"), Map.of("version-rolling.mask", "1fffe000"))),
            spelling().request(takeId(), "mining.authorize", credentials()),
            spelling()
                .request(
                    takeId(),
                    "mining.suggest_difficulty",
                    List.of(rig().setup().suggestedDifficulty())),
            spelling().request(takeId(), "mining.extranonce.subscribe", List.of()));
  }

  @Override
  void heard(PoolMessage message) {
    if (obeys(message) || message.isCall()) {
      return;
    }
    if (!hasNumberId(message)) {
      throw new Breach(Rule.ID_ECHOED, message.line(), "takes an id that is no number for -1");
    }
    switch (message.id()) {
      case SUBSCRIBE -> subscribed(message);
      case CONFIGURE -> ConfigureReply.read(message).mask().ifPresent(bench()::negotiated);
      case AUTHORIZE -> loggedIn = true;
      default -> {
        if (message.get("id").getAsLong() > LAST_SETUP_ID) {
          book().answered(message);
        }
      }
    }
  }

  /** Every so often the same share goes out twice, some milliseconds apart. */
  @Override
  void submit(ShareFound share) {
    super.submit(share);
    submits++;
    if (submits % TWICE_EVERY == 0) {
      super.submit(share);
    }
  }

  @Override
  public void disconnected() {
    super.disconnected();
    loggedIn = false;
  }

  @Override
  boolean isLoggedIn() {
    return loggedIn;
  }

  @Override
  String agent() {
    return "NerdOCTAXE-\u03b3/BM1370/v1.0.36";
  }

  @Override
  Set<String> vocabulary() {
    return Set.of(
        "mining.notify", "mining.set_difficulty", "mining.set_version_mask", "client.reconnect");
  }

  @Override
  LineReading reading() {
    return READING;
  }

  @Override
  Reconnecting reconnecting() {
    return Reconnecting.NEVER;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(10);
  }

  @Override
  public DifficultyRule newDifficulty() {
    return DifficultyAtNextJob.truncated(8192);
  }

  @Override
  public Extranonce2Counter extranonce2() {
    return Extranonce2Counter.BIG_ENDIAN;
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.NEXT_JOB;
  }

  /** Without any answer to a share for an hour it reboots. */
  @Override
  public Optional<Duration> answersWithin() {
    return Optional.of(Duration.ofHours(1));
  }

  private void subscribed(PoolMessage message) {
    Optional<SubscribeReply> reply = SubscribeReply.read(message);
    if (reply.isEmpty()) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "has no extranonce for its jobs");
    }
    bench().subscribed(reply.get().withSizeIn(1, 32, message));
  }
}
