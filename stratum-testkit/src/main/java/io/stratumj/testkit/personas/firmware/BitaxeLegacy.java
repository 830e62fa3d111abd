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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The firmware of an old Bitaxe (ESP-Miner 2.4): four requests in one write, replies told by their
 * ids, an error member demanded in each. What it does not expect makes it reboot.
 */
public final class BitaxeLegacy extends EspFirmware {
  private static final String CONFIGURE = "1";
  private static final String SUBSCRIBE = "2";
  private static final String AUTHORIZE = "3";
  private static final String SUGGEST = "4";
  private static final LineReading READING =
      new LineReading(
          Integer.MAX_VALUE, "crashes and reboots", "loses everything behind it", "crashes");

  private boolean loggedIn;

  /** A device that is not connected. */
  public BitaxeLegacy(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    loggedIn = false;
    rig()
        .say(
            spelling().request(takeId(), "mining.configure", configureParams()),
            spelling().request(takeId(), "mining.subscribe", List.of(agent())),
            spelling().request(takeId(), "mining.authorize", credentials()),
            spelling()
                .request(
                    takeId(),
                    "mining.suggest_difficulty",
                    List.of(rig().setup().suggestedDifficulty())));
  }

  @Override
  void heard(PoolMessage message) {
    if (obeys(message) || message.isCall()) {
      return;
    }
    if (!message.has("error")) {
      throw new Breach(
          Rule.ERROR_MEMBER, message.line(), "takes it for a failure, crashes at the next job");
    }
    switch (message.id()) {
      case CONFIGURE -> ConfigureReply.read(message).mask().ifPresent(bench()::negotiated);
      case SUBSCRIBE -> subscribed(message);
      case AUTHORIZE -> loggedIn = true;
      case SUGGEST -> {
        // Setup replies are only counted.
      }
      default -> {
        if (!hasNumberId(message)) {
          throw new Breach(Rule.ID_ECHOED, message.line(), "knows number ids only");
        }
        book().answered(message);
      }
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
    return "bitaxe/BM1370/v2.4.5";
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

  static List<Object> configureParams() {
    return List.of(List.of("version-rolling"), Map.of("version-rolling.mask", "ffffffff"));
  }

  private void subscribed(PoolMessage message) {
    Optional<SubscribeReply> reply = SubscribeReply.read(message);
    if (reply.isEmpty()) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "crashes at the next job");
    }
    bench().subscribed(reply.get().withSizeIn(4, 32, message));
  }
}
