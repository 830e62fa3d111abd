package io.stratumj.testkit.personas.firmware;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.ConfigureReply;
import io.stratumj.testkit.personas.line.LineReading;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import io.stratumj.testkit.personas.work.NotifyRules;
import io.stratumj.testkit.personas.work.RepeatedJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The firmware of a Bitaxe today (ESP-Miner 2.13). It tells replies by their shape: an array of
 * three subscribes, an object configures, a boolean answers whatever has that id.
 */
public final class Bitaxe extends EspFirmware {
  private static final int COINBASE_BYTES_MAX = 6_500;

  private String authorizeId = "";
  private boolean loggedIn;

  /** A device that is not connected. */
  public Bitaxe(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    loggedIn = false;
    String configure =
        spelling()
            .request(
                takeId(),
                "mining.configure",
                List.of(List.of("version-rolling"), Map.of("version-rolling.mask", "ffffffff")));
    String subscribe = spelling().request(takeId(), "mining.subscribe", List.of(agent()));
    authorizeId = takeId();
    rig()
        .say(
            configure,
            subscribe,
            spelling().request(authorizeId, "mining.authorize", credentials()));
  }

  @Override
  void heard(PoolMessage message) {
    if (obeys(message) || message.isCall()) {
      return;
    }
    if (!hasNumberId(message)) {
      throw new Breach(Rule.ID_ECHOED, message.line(), "takes an id that is no number for -1");
    }
    if (message.result() instanceof JsonArray result && result.size() >= 3) {
      subscribed(message);
    } else if (message.result() instanceof JsonObject) {
      ConfigureReply.read(message).mask().ifPresent(bench()::negotiated);
    } else if (message.id().equals(authorizeId)) {
      authorized(message);
    } else {
      book().answered(message);
    }
  }

  @Override
  public void disconnected() {
    super.disconnected();
    loggedIn = false;
  }

  /** Refused or not, it mines on. */
  @Override
  boolean isLoggedIn() {
    return loggedIn;
  }

  @Override
  void pinged(PoolMessage message) {
    rig().say(spelling().request(message.id(), "pong", List.of()));
  }

  @Override
  String agent() {
    return "bitaxe/BM1370/v2.13.1";
  }

  @Override
  String version() {
    return "v2.13.1";
  }

  @Override
  Set<String> vocabulary() {
    return Set.of(
        "mining.notify",
        "mining.set_difficulty",
        "mining.set_version_mask",
        "mining.ping",
        "client.reconnect",
        "client.get_version",
        "client.show_message");
  }

  @Override
  LineReading reading() {
    return LineReading.TOLERANT;
  }

  @Override
  RequestSpelling spelling() {
    return RequestSpelling.COMPACT;
  }

  @Override
  Reconnecting reconnecting() {
    return Reconnecting.ALWAYS;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public NotifyRules notifyRules() {
    return super.notifyRules().coinbase(COINBASE_BYTES_MAX).heightInCoinbase();
  }

  @Override
  public RepeatedJob repeatedJob() {
    return RepeatedJob.IGNORED;
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.AT_ONCE;
  }

  private void subscribed(PoolMessage message) {
    Optional<SubscribeReply> reply = SubscribeReply.read(message);
    if (reply.isEmpty()) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "has no extranonce for its jobs");
    }
    bench().subscribed(reply.get().withSizeIn(1, 32, message));
  }

  private void authorized(PoolMessage message) {
    loggedIn = true;
    if (message.hasNoError() && message.result().isJsonNull()) {
      throw new Breach(
          Rule.CLEAR_VERDICT, message.line(), "does not handle a login that is neither yes nor no");
    }
    if (message.hasNoError() && message.isTrue()) {
      ask(takeId(), "mining.suggest_difficulty", List.of(rig().setup().suggestedDifficulty()));
      ask(takeId(), "mining.extranonce.subscribe", List.of());
    } else {
      rig().warn("login refused, mines on: " + message.line());
    }
  }
}
