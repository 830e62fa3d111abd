package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.DifficultyAtNextJob;
import io.stratumj.testkit.personas.work.DifficultyRule;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import io.stratumj.testkit.personas.work.NotifyRules;
import io.stratumj.testkit.personas.work.RepeatedJob;
import io.stratumj.testkit.personas.work.ShareFound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code bfgminer} 5.5.0. It tries TLS first; then it sends what needs no answer before subscribe,
 * and takes the next line for the subscribe reply. Only the id {@code "auth"} lets it in.
 */
public final class Bfgminer extends Firmware {
  private static final String XNSUB = "\"xnsub\"";
  private static final String AUTH = "\"auth\"";
  private static final Duration TLS_PATIENCE = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofMinutes(1);

  private Stage stage = Stage.OFFLINE;
  private boolean triedTls;
  private long nextSubmit = 1;
  private Optional<String> oldExtranonce1 = Optional.empty();
  private final List<ShareFound> pending = new ArrayList<>();

  private enum Stage {
    OFFLINE,
    TLS,
    SUBSCRIBING,
    AUTHORIZING,
    LOGGED_IN
  }

  /** A program that is not connected. */
  public Bfgminer(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    if (!triedTls) {
      stage = Stage.TLS;
      rig().write(TlsHello.bytes());
      return;
    }
    stage = Stage.SUBSCRIBING;
    ask("null", "mining.suggest_target", List.of("0000000003" + "f".repeat(54)));
    String session = bench().subscription().map(SubscribeReply::sessionId).orElse("");
    ask("0", "mining.subscribe", session.isEmpty() ? List.of(agent()) : List.of(agent(), session));
  }

  @Override
  void heard(PoolMessage message) {
    switch (stage) {
      case TLS -> rig().warn("not TLS: " + message.line());
      case SUBSCRIBING -> subscribed(message);
      case AUTHORIZING -> authorizing(message);
      default -> loggedIn(message);
    }
  }

  @Override
  public void tick() {
    super.tick();
    switch (stage) {
      case TLS -> {
        if (rig().hasPassed(TLS_PATIENCE, connectedNanos())) {
          throw new Breach(Rule.TLS_HELLO_CLOSED, "", "waits 30 s before it tries without TLS");
        }
      }
      case SUBSCRIBING -> demandReplyWithin(ANSWER, "gives up on subscribe");
      case AUTHORIZING -> demandReplyWithin(ANSWER, "gives up on authorize");
      default -> {
        // Nothing is asked.
      }
    }
  }

  @Override
  public void disconnected() {
    if (stage == Stage.TLS) {
      triedTls = true;
    }
    pending.addAll(book().forget());
    if (isMining()) {
      bench().mine().ifPresent(pending::add);
    }
    oldExtranonce1 = bench().subscription().map(SubscribeReply::extranonce1);
    stage = Stage.OFFLINE;
  }

  /** A refused TLS hello is followed by the plain connection at once. */
  @Override
  public Duration pause() {
    return stage == Stage.TLS ? Duration.ZERO : Duration.ofSeconds(30);
  }

  @Override
  boolean isLoggedIn() {
    return stage == Stage.LOGGED_IN;
  }

  @Override
  String agent() {
    return "bfgminer/5.5.0";
  }

  @Override
  Set<String> vocabulary() {
    return Set.of(
        "mining.notify",
        "mining.set_difficulty",
        "client.reconnect",
        "client.get_version",
        "client.show_message");
  }

  @Override
  Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  Reconnecting reconnecting() {
    return Reconnecting.ALWAYS;
  }

  @Override
  String submitId() {
    return Long.toString(nextSubmit++);
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
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("ignores the job").anyLengths();
  }

  @Override
  public DifficultyRule newDifficulty() {
    return DifficultyAtNextJob.loweredAtOnce();
  }

  @Override
  public long firstExtranonce2() {
    return 1;
  }

  @Override
  public RepeatedJob repeatedJob() {
    return RepeatedJob.RESTARTED;
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.NEXT_JOB;
  }

  @Override
  public boolean submitsAfterExtranonceChange() {
    return true;
  }

  @Override
  public int nTimeRoll() {
    return 3;
  }

  @Override
  public Optional<Duration> answersWithin() {
    return Optional.of(Duration.ofMinutes(2));
  }

  private void subscribed(PoolMessage message) {
    if (message.id().equals("null") && !message.isCall()) {
      throw new Breach(
          Rule.NOTIFICATION_UNANSWERED, message.line(), "takes it for the subscribe reply");
    }
    Optional<SubscribeReply> reply = SubscribeReply.read(message);
    if (message.isCall() || reply.isEmpty()) {
      throw new Breach(
          message.isCall() ? Rule.REPLY_COMES_NEXT : Rule.SUBSCRIBE_RESULT,
          message.line(),
          "takes it for the subscribe reply, reconnects and gives up");
    }
    bench().subscribed(reply.get());
    stage = Stage.AUTHORIZING;
    ask(XNSUB, "mining.extranonce.subscribe", List.of());
    ask(AUTH, "mining.authorize", credentials());
  }

  private void authorizing(PoolMessage message) {
    if (obeys(message) || !message.id().equals(AUTH)) {
      return;
    }
    if (message.isNoRefusal()) {
      stage = Stage.LOGGED_IN;
      ask("null", "mining.suggest_difficulty", List.of(rig().setup().suggestedDifficulty()));
      sendPending();
    } else {
      rig().hangUp(pause(), "login refused");
    }
  }

  private void sendPending() {
    Optional<String> extranonce1 = bench().subscription().map(SubscribeReply::extranonce1);
    if (oldExtranonce1.isPresent() && oldExtranonce1.equals(extranonce1)) {
      pending.forEach(this::submit);
    }
    pending.clear();
  }

  private void loggedIn(PoolMessage message) {
    if (message.method().equals("mining.notify")) {
      obeys(message);
      askForTransactions(message);
    } else if (obeys(message) || message.isCall() || isTransactions(message)) {
      return;
    } else if (!book().isOpen(number(message)) && !message.isTrue()) {
      throw new Breach(Rule.OPTIONAL_METHOD_TRUE, message.line(), "books it as a refused share");
    } else {
      book().answered(number(message), message);
    }
  }

  private void askForTransactions(PoolMessage notify) {
    String job = PoolMessage.text(notify.param(0)).orElse("");
    rig()
        .say(
            RequestSpelling.PARAMS_FIRST.request(
                "\"txlist" + job + "\"", "mining.get_transactions", List.of(job)));
  }

  /** A number may as well come back as text. */
  private static String number(PoolMessage message) {
    return message.id().replace("\"", "");
  }

  private static boolean isTransactions(PoolMessage message) {
    return message.id().startsWith("\"txlist") || message.id().equals(XNSUB);
  }
}
