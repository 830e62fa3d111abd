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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The firmware of the first Bitaxes (ESP-Miner 2.1): one request at a time, subscribe before
 * configure, and whatever line comes after configure is its answer.
 */
public final class BitaxeFirst extends EspFirmware {
  private static final LineReading READING =
      new LineReading(
          Integer.MAX_VALUE, "crashes and reboots", "loses everything behind it", "crashes");

  private Stage stage = Stage.OFFLINE;
  private String askedId = "";

  private enum Stage {
    OFFLINE,
    SUBSCRIBING,
    CONFIGURING,
    LOGGED_IN
  }

  /** A device that is not connected. */
  public BitaxeFirst(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    stage = Stage.SUBSCRIBING;
    askNext("mining.subscribe", List.of(agent()));
  }

  @Override
  void heard(PoolMessage message) {
    switch (stage) {
      case SUBSCRIBING -> subscribed(message);
      case CONFIGURING -> configured(message);
      default -> {
        if (!obeys(message) && !message.isCall()) {
          demandErrorMember(message);
          book().answered(message);
        }
      }
    }
  }

  @Override
  public void disconnected() {
    super.disconnected();
    stage = Stage.OFFLINE;
  }

  @Override
  boolean isLoggedIn() {
    return stage == Stage.LOGGED_IN;
  }

  @Override
  String agent() {
    return "bitaxe/BM1368";
  }

  @Override
  Set<String> vocabulary() {
    return espVocabulary();
  }

  @Override
  LineReading reading() {
    return READING;
  }

  @Override
  Reconnecting reconnecting() {
    return Reconnecting.ALWAYS;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  @Override
  public DifficultyRule newDifficulty() {
    return DifficultyAtNextJob.truncated(8192);
  }

  private void subscribed(PoolMessage message) {
    if (message.isCall()) {
      throw new Breach(
          Rule.REPLY_COMES_NEXT,
          message.line(),
          "crashes at what comes before the subscribe reply");
    }
    demandErrorMember(message);
    Optional<SubscribeReply> reply = SubscribeReply.read(message);
    if (reply.isEmpty() || !message.id().equals(askedId)) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "crashes at the next job");
    }
    bench().subscribed(reply.get().withSizeIn(4, 32, message));
    stage = Stage.CONFIGURING;
    askNext("mining.configure", BitaxeLegacy.configureParams());
  }

  private void configured(PoolMessage message) {
    if (message.isCall() || !message.id().equals(askedId)) {
      throw new Breach(
          Rule.REPLY_COMES_NEXT, message.line(), "takes it for the configure reply, and loses it");
    }
    ConfigureReply.read(message).mask().ifPresent(bench()::negotiated);
    stage = Stage.LOGGED_IN;
    askNext("mining.suggest_difficulty", List.of(rig().setup().suggestedDifficulty()));
    askNext("mining.authorize", credentials());
  }

  private void askNext(String method, List<?> params) {
    askedId = takeId();
    ask(askedId, method, params);
  }

  private static void demandErrorMember(PoolMessage message) {
    if (!message.has("error")) {
      throw new Breach(
          Rule.ERROR_MEMBER, message.line(), "takes it for a failure, crashes at the next job");
    }
  }
}
