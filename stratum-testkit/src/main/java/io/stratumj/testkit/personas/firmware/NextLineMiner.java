package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.NotifyRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The handshake of minerd and its descendants: one request at a time. The next line is the reply to
 * subscribe; the first line that is no known method is the answer to authorize, whatever its id.
 */
abstract class NextLineMiner extends Firmware {
  private static final String SUBSCRIBE_ID = "1";
  private static final String AUTHORIZE_ID = "2";
  private static final String EXTRANONCE_ID = "3";
  private static final String SUBMIT_ID = "4";

  private Stage stage = Stage.OFFLINE;
  private boolean retried;

  private enum Stage {
    OFFLINE,
    SUBSCRIBING,
    AUTHORIZING,
    ASKING_EXTRANONCE,
    LOGGED_IN
  }

  NextLineMiner(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    retried = false;
    String session = bench().subscription().map(SubscribeReply::sessionId).orElse("");
    subscribe(session.isEmpty() ? List.of(agent()) : List.of(agent(), session));
  }

  @Override
  void heard(PoolMessage message) {
    switch (stage) {
      case SUBSCRIBING -> subscribed(message);
      case AUTHORIZING -> authorizing(message);
      case ASKING_EXTRANONCE -> {
        if (message.id().equals(EXTRANONCE_ID)) {
          stage = Stage.LOGGED_IN;
        } else {
          loggedIn(message);
        }
      }
      default -> loggedIn(message);
    }
  }

  @Override
  public void tick() {
    super.tick();
    switch (stage) {
      case SUBSCRIBING -> demandReplyWithin(Duration.ofSeconds(30), "gives up on subscribe");
      case AUTHORIZING -> demandReplyWithin(Duration.ofMinutes(1), "gives up on authorize");
      case ASKING_EXTRANONCE -> {
        if (hasWaited(Duration.ofSeconds(3))) {
          stage = Stage.LOGGED_IN;
        }
      }
      default -> {
        // Nothing is asked.
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
  String submitId() {
    return SUBMIT_ID;
  }

  @Override
  RequestSpelling spelling() {
    return RequestSpelling.SPACED;
  }

  @Override
  public RequestSpelling submitSpelling() {
    return RequestSpelling.METHOD_FIRST;
  }

  @Override
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("ignores the job");
  }

  /** The greatest extranonce2 it has room for; the least is {@link #extranonce2SizeMin}. */
  abstract int extranonce2SizeMax();

  int extranonce2SizeMin() {
    return 1;
  }

  /** Whether it asks to be told of other extranonces. */
  abstract boolean asksForExtranonce();

  /** A line that is neither known nor a reply came before the answer to authorize. */
  void unknownBeforeLogin(PoolMessage message) {
    throw new Breach(
        Rule.NOTHING_UNKNOWN_BEFORE_LOGIN, message.line(), "takes it for a refused login");
  }

  /** A method it does not know. */
  void unknown(PoolMessage message) {
    // minerd says nothing.
  }

  private void subscribe(List<String> params) {
    stage = Stage.SUBSCRIBING;
    ask(SUBSCRIBE_ID, "mining.subscribe", params);
  }

  private void subscribed(PoolMessage message) {
    if (message.isCall()) {
      throw new Breach(
          Rule.REPLY_COMES_NEXT, message.line(), "takes it for the subscribe reply, mines nothing");
    }
    Optional<SubscribeReply> reply = SubscribeReply.read(message);
    if (reply.isPresent()) {
      bench()
          .subscribed(reply.get().withSizeIn(extranonce2SizeMin(), extranonce2SizeMax(), message));
      stage = Stage.AUTHORIZING;
      ask(AUTHORIZE_ID, "mining.authorize", credentials());
    } else if (!retried) {
      retried = true;
      subscribe(List.of());
    } else {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "gives up on the pool");
    }
  }

  private void authorizing(PoolMessage message) {
    if (obeys(message)) {
      return;
    }
    if (message.isCall()) {
      unknownBeforeLogin(message);
    } else if (message.isNoRefusal()) {
      login();
    } else {
      rig().hangUp(pause(), "login refused");
    }
  }

  private void login() {
    if (asksForExtranonce()) {
      stage = Stage.ASKING_EXTRANONCE;
      ask(EXTRANONCE_ID, "mining.extranonce.subscribe", List.of());
    } else {
      stage = Stage.LOGGED_IN;
    }
  }

  private void loggedIn(PoolMessage message) {
    if (obeys(message)) {
      return;
    }
    if (message.isCall()) {
      unknown(message);
    } else if (!message.id().equals("null")) {
      book().answeredOldest(message);
    }
  }

  static Set<String> minerdVocabulary() {
    return Set.of(
        "mining.notify",
        "mining.set_difficulty",
        "client.reconnect",
        "client.get_version",
        "client.show_message");
  }
}
