package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.LineReading;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.NotifyRules;
import io.stratumj.testkit.personas.work.VerdictRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What proxies have in common: they match replies by their ids, read strictly, and hand the work on
 * to miners of their own.
 */
abstract class ProxyFirmware extends Firmware {
  private final Map<String, String> asked = new TreeMap<>();
  private long nextId;
  private boolean loggedIn;

  ProxyFirmware(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    asked.clear();
    nextId = firstId();
    loggedIn = false;
  }

  @Override
  void heard(PoolMessage message) {
    if (message.isCall()) {
      if (!obeys(message)) {
        unknown(message);
      }
      return;
    }
    String method = asked.remove(message.id());
    if (method != null) {
      answered(method, message);
    } else if (book().isOpen(message.id())) {
      book().answered(message);
    } else {
      throw new Breach(Rule.ID_ECHOED, message.line(), "does not know this id");
    }
  }

  @Override
  public void tick() {
    super.tick();
    if (asked.containsValue("mining.subscribe")) {
      demandReplyWithin(subscribePatience(), "gives up on subscribe");
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

  /** Acts on a reply; overriders call this for what they do not care about. */
  void answered(String method, PoolMessage message) {
    if (method.equals("mining.subscribe")) {
      Optional<SubscribeReply> reply = SubscribeReply.read(message);
      if (reply.isEmpty()) {
        throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "gives up on the pool");
      }
      bench().subscribed(checked(reply.get(), message));
    } else if (method.equals("mining.authorize")) {
      if (message.hasNoError() && message.isTrue()) {
        loggedIn = true;
      } else {
        rig().hangUp(pause(), "login refused");
      }
    }
  }

  /** A method it does not know; overriders may mind. */
  void unknown(PoolMessage message) {
    // Ignored.
  }

  /** Looks whether it can divide this among its own miners. */
  abstract SubscribeReply checked(SubscribeReply reply, PoolMessage message);

  Duration subscribePatience() {
    return Duration.ofMinutes(1);
  }

  long firstId() {
    return 1;
  }

  /** A request, remembered until it is answered; not yet said. */
  final String prepared(String id, String method, List<?> params) {
    asked.put(id, method);
    rememberRequest();
    return spelling().request(id, method, params);
  }

  final void askNext(String method, List<?> params) {
    rig().say(prepared(submitId(), method, params));
  }

  @Override
  String submitId() {
    return Long.toString(nextId++);
  }

  @Override
  LineReading reading() {
    return LineReading.C_PROGRAM;
  }

  @Override
  RequestSpelling spelling() {
    return RequestSpelling.COMPACT;
  }

  @Override
  public RequestSpelling submitSpelling() {
    return spelling();
  }

  @Override
  Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  @Override
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("throws").exactlyNine();
  }

  @Override
  public VerdictRule verdicts() {
    return VerdictRule.STRICT;
  }

  @Override
  Set<String> vocabulary() {
    return Set.of("mining.notify", "mining.set_difficulty", "client.reconnect");
  }
}
