package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.ConfigureReply;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.DifficultyQueue;
import io.stratumj.testkit.personas.work.DifficultyRule;
import io.stratumj.testkit.personas.work.NotifyRules;
import io.stratumj.testkit.personas.work.PoolJob;
import io.stratumj.testkit.personas.work.ShareFound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The handshake of cgminer and its descendants: one request at a time, ids from one counter that
 * goes on over reconnects. The first line that is no known method is the answer to authorize; where
 * there is a configure, the next line is its reply.
 */
abstract class CgminerFamily extends Firmware {
  private static final Duration ANSWER = Duration.ofMinutes(1);

  private Stage stage = Stage.OFFLINE;
  private long nextId;
  private Optional<String> oldExtranonce1 = Optional.empty();
  private final Queue<ShareFound> unsent = new ArrayDeque<>();

  private enum Stage {
    OFFLINE,
    CONFIGURING,
    SUBSCRIBING,
    ASKING_EXTRANONCE,
    AUTHORIZING,
    LOGGED_IN
  }

  CgminerFamily(Rig rig, long firstId) {
    super(rig);
    this.nextId = firstId;
  }

  @Override
  void opened() {
    if (configureMask().isPresent()) {
      stage = Stage.CONFIGURING;
      askNext(
          "mining.configure",
          List.of(
              List.of("version-rolling"), Map.of("version-rolling.mask", configureMask().get())));
    } else {
      subscribe(false);
    }
  }

  @Override
  void heard(PoolMessage message) {
    if (message.isCall() && !message.hasNoError()) {
      throw new Breach(Rule.PLAIN_NOTIFICATION, message.line(), "drops a call with an error");
    }
    switch (stage) {
      case CONFIGURING -> configured(message);
      case SUBSCRIBING -> subscribing(message);
      case ASKING_EXTRANONCE -> extranonceAnswered(message);
      case AUTHORIZING -> authorizing(message);
      default -> loggedIn(message);
    }
  }

  @Override
  public void tick() {
    super.tick();
    switch (stage) {
      case CONFIGURING -> demandReplyWithin(ANSWER, "gives up on configure");
      case SUBSCRIBING -> demandReplyWithin(ANSWER, "gives up on subscribe");
      case AUTHORIZING -> demandReplyWithin(ANSWER, "gives up on authorize");
      case ASKING_EXTRANONCE -> {
        if (hasWaited(Duration.ofSeconds(2))) {
          authorize();
        }
      }
      default -> {
        // Nothing is asked.
      }
    }
  }

  /** What it finds while it is offline is sent later, if the pool gives it its old place back. */
  @Override
  public void disconnected() {
    if (isMining()) {
      bench().mine().ifPresent(unsent::add);
    }
    unsent.addAll(book().forget());
    oldExtranonce1 = bench().subscription().map(SubscribeReply::extranonce1);
    stage = Stage.OFFLINE;
  }

  @Override
  boolean isLoggedIn() {
    return stage == Stage.LOGGED_IN;
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
    return RequestSpelling.PARAMS_FIRST;
  }

  @Override
  Duration patience() {
    return Duration.ofSeconds(90);
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  @Override
  Reconnecting reconnecting() {
    return Reconnecting.ALWAYS;
  }

  @Override
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("refuses the job").namedJobs().heightInCoinbase();
  }

  @Override
  public DifficultyRule newDifficulty() {
    return new DifficultyQueue();
  }

  /** Only with clean jobs; otherwise the counter goes on. */
  @Override
  public boolean restartsExtranonce2(PoolJob job) {
    return job.clean();
  }

  @Override
  public Optional<Duration> answersWithin() {
    return Optional.of(Duration.ofMinutes(2));
  }

  /** The mask it wants to roll, if it asks for version rolling. */
  Optional<String> configureMask() {
    return Optional.empty();
  }

  /** What it does when version rolling is refused. */
  void rollingRefused(PoolMessage message) {
    rig().warn("mines without version rolling: " + message.line());
  }

  /** Whether it asks to be told of other extranonces, before it authorizes. */
  boolean asksForExtranonce() {
    return false;
  }

  /** The session it would like to resume; empty for none. */
  String sessionToResume() {
    return bench().subscription().map(SubscribeReply::sessionId).orElse("");
  }

  /** It is let in. */
  void loggedIn() {
    // cgminer asks for nothing more.
  }

  /** The longest extranonce2 it can submit. */
  int extranonce2SizeMax() {
    return 8;
  }

  final void askNext(String method, List<?> params) {
    ask(takeId(), method, params);
  }

  static Set<String> cgminerVocabulary() {
    return Set.of(
        "mining.notify",
        "mining.set_difficulty",
        "mining.set_version_mask",
        "mining.ping",
        "client.reconnect",
        "client.get_version",
        "client.show_message");
  }

  private String takeId() {
    return Long.toString(nextId++);
  }

  private void configured(PoolMessage message) {
    if (message.isCall()) {
      throw new Breach(Rule.REPLY_COMES_NEXT, message.line(), "takes it for the configure reply");
    }
    ConfigureReply reply = ConfigureReply.read(message);
    if (reply.mask().isPresent()) {
      bench().negotiated(reply.mask().get());
    } else {
      rollingRefused(message);
    }
    for (String extra : reply.extraMembers()) {
      rig().warn("unexpected mining.configure value: " + extra);
    }
    subscribe(false);
  }

  private void subscribe(boolean retry) {
    stage = Stage.SUBSCRIBING;
    String session = sessionToResume();
    if (retry) {
      askNext("mining.subscribe", List.of());
    } else if (session.isEmpty()) {
      askNext("mining.subscribe", List.of(agent()));
    } else {
      askNext("mining.subscribe", List.of(agent(), session));
    }
  }

  private void subscribing(PoolMessage message) {
    if (obeys(message) || message.isCall()) {
      return;
    }
    Optional<SubscribeReply> reply = SubscribeReply.read(message);
    if (reply.isEmpty()) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "gives up on the pool");
    }
    bench().subscribed(reply.get().withSizeIn(2, extranonce2SizeMax(), message));
    if (asksForExtranonce()) {
      stage = Stage.ASKING_EXTRANONCE;
      askNext("mining.extranonce.subscribe", List.of());
    } else {
      authorize();
    }
  }

  private void extranonceAnswered(PoolMessage message) {
    if (obeys(message) || message.isCall()) {
      return;
    }
    if (!message.hasNoError() && !isExcused(message)) {
      throw new Breach(
          Rule.EXTRANONCE_SUBSCRIBE_ANSWER,
          message.line(),
          "hangs up at an error it does not know");
    }
    authorize();
  }

  /** The two texts it takes for "no", and goes on. */
  private static boolean isExcused(PoolMessage message) {
    String text = message.errorText();
    return text.contains("Method 'subscribe' not found for service 'mining.extranonce'")
        || text.contains("Unrecognized request provided");
  }

  private void authorize() {
    stage = Stage.AUTHORIZING;
    askNext("mining.authorize", credentials());
  }

  private void authorizing(PoolMessage message) {
    if (obeys(message)) {
      return;
    }
    if (message.isCall()) {
      throw new Breach(
          Rule.NOTHING_UNKNOWN_BEFORE_LOGIN, message.line(), "takes it for a refused login");
    }
    if (message.isNoRefusal()) {
      stage = Stage.LOGGED_IN;
      loggedIn();
      sendUnsent();
    } else {
      rig().hangUp(pause(), "login refused");
    }
  }

  private void sendUnsent() {
    Optional<String> extranonce1 = bench().subscription().map(SubscribeReply::extranonce1);
    if (oldExtranonce1.isPresent() && oldExtranonce1.equals(extranonce1)) {
      unsent.forEach(this::submit);
    }
    unsent.clear();
  }

  private void loggedIn(PoolMessage message) {
    if (obeys(message) || message.isCall()) {
      return;
    }
    if (!book().isOpen(message.id()) && !message.isTrue()) {
      throw new Breach(Rule.OPTIONAL_METHOD_TRUE, message.line(), "books it as a refused share");
    }
    book().answered(message);
  }
}
