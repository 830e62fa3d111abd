package io.stratumj.core.session;

import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one miner's session, and the rule that joins it: subscribed, and a worker
 * authorized, and a job at hand means work is sent.
 *
 * <p>It holds state and nothing else. What acts on it, from the {@link RequestDesk} to the {@link
 * WorkFeed}, exists once for each loop and is handed the session: ten thousand idle sessions are
 * mostly memory, and a share touches few objects of its own. What most sessions do not have at most
 * times stands in {@link Errands}.
 *
 * <p><em>Loop-confined.</em>
 */
final class Session {
  private final ProtocolLoop loop;
  private final ByteSink sink;
  private final SocketAddress remote;
  private final long id;
  private final long tokenHigh;
  private final long tokenLow;

  private Workers workers = Workers.NONE;
  private Extensions extensions = Extensions.NONE;
  private @Nullable Tenure tenure;
  private @Nullable Errands errands;
  private @Nullable String userAgent;

  private boolean started;
  private boolean closing;

  Session(ProtocolLoop loop, ByteSink sink, long id, SocketAddress remote) {
    this.loop = loop;
    this.sink = sink;
    this.id = id;
    this.remote = remote;
    Token token = loop.protocol().newToken();
    this.tokenHigh = token.high();
    this.tokenLow = token.low();
  }

  ProtocolLoop loop() {
    return loop;
  }

  /** Where its bytes go. */
  ByteSink sink() {
    return sink;
  }

  /** Says something that is no reply. */
  void tell(ServerMessage message) {
    loop.append(message, sink);
  }

  /** Where the miner connects from. */
  SocketAddress remote() {
    return remote;
  }

  long id() {
    return id;
  }

  /** The name a miner can resume it by. */
  Token token() {
    return new Token(tokenHigh, tokenLow);
  }

  boolean isNamed(Token token) {
    return tokenLow == token.low() && tokenHigh == token.high();
  }

  SessionInfo info() {
    return new SessionInfo(
        id,
        remote,
        Optional.ofNullable(userAgent),
        tenure == null ? Optional.empty() : Optional.of(tenure.extranonce()),
        workers.all());
  }

  void runs(String agent) {
    userAgent = agent;
  }

  // life

  boolean isClosing() {
    return closing;
  }

  /** Ends the session from our side, after everything said so far. */
  void close(DisconnectReason reason) {
    if (!closing) {
      closing = true;
      sink.closeAfterFlush(reason);
    }
  }

  /** The connection is gone: gives back everything the session holds. */
  void ended(DisconnectReason reason, long nowNanos) {
    closing = true;
    loop.settlement().abandon(this);
    SessionInfo last = info();
    if (errands != null && errands.calls != null) {
      errands.calls.abandon();
    }
    loop.subscriptions().end(this, nowNanos);
    errands = null;
    loop.tell(listener -> listener.disconnected(last, reason));
  }

  /** Whether replies are still to come that depend on somebody else's answer. */
  boolean owesReplies() {
    return errands != null && errands.oweReplies();
  }

  /** Whether to read on only when fewer shares wait to be recorded. */
  boolean wantsPause() {
    return errands != null
        && loop.protocol().shareOverflow() == ShareOverflow.PAUSE_READING
        && loop.settlement().isFull(this);
  }

  /** Looks at every deadline and wish of the session. */
  void tick(long nowNanos) {
    if (errands != null) {
      loop.authorizations().tick(this, nowNanos);
      loop.settlement().tick(this, nowNanos);
      loop.subscriptions().tick(this, nowNanos);
      if (errands.calls != null) {
        errands.calls.tick(nowNanos);
      }
    }
    loop.feed().tick(this, nowNanos);
    if (errands != null && errands.areDone()) {
      errands = null;
    }
  }

  /** For how long {@link #tick} would do nothing if the session stayed silent. */
  long quietNanos(long nowNanos) {
    return errands == null ? loop.feed().quietNanos(this, nowNanos) : 0;
  }

  // subscription

  boolean isSubscribed() {
    return tenure != null;
  }

  /** What the session holds; null before it subscribed and after it was taken over. */
  @Nullable Tenure tenure() {
    return tenure;
  }

  /** The session mines with this from now on; with null, with nothing. */
  void hold(@Nullable Tenure held) {
    tenure = held;
    if (errands != null) {
      errands.earlyPlan = null;
    }
  }

  /** Its difficulty, also while it is not subscribed yet. */
  DifficultyPlan plan() {
    if (tenure != null) {
      return tenure.plan();
    }
    DifficultyPlan early = planToBeginWith();
    errands().earlyPlan = early;
    return early;
  }

  /** What the miner asked for before it subscribed; null if nothing. */
  @Nullable DifficultyPlan earlyPlan() {
    return errands == null ? null : errands.earlyPlan;
  }

  /** A plan for one who subscribes, with what was asked for before. */
  DifficultyPlan planToBeginWith() {
    DifficultyPlan early = earlyPlan();
    return early == null ? new DifficultyPlan(loop.protocol().difficulty()) : early;
  }

  // workers and extensions

  /** Whether somebody may mine: from then on the session is trusted with longer lines. */
  boolean isAuthorized() {
    return !workers.isEmpty();
  }

  Workers workers() {
    return workers;
  }

  void letIn(WorkerName worker) {
    workers = workers.and(worker);
  }

  /** The worker most shares will be submitted under. */
  @Nullable WorkerName likelyWorker() {
    return workers.first();
  }

  Extensions extensions() {
    return extensions;
  }

  void negotiated(Extensions agreed) {
    extensions = agreed;
  }

  // the rule, and work

  /** Whether the handshake is complete. */
  boolean isEstablished() {
    return tenure != null && !workers.isEmpty();
  }

  /** The rule that joins the machines (SPEC H2). */
  void startWork(long nowNanos) {
    if (!started
        && tenure != null
        && (!workers.isEmpty() || loop.protocol().workOnSubscribe())
        && loop.protocol().jobs().isReady()) {
      loop.feed().start(this, nowNanos);
    }
  }

  /** Whether jobs are sent. */
  boolean hasStarted() {
    return started;
  }

  void started() {
    started = true;
  }

  /** What the newest job was sent under; null before the first job. */
  @Nullable Terms terms() {
    SentJob last = started && tenure != null ? tenure.last() : null;
    return last == null ? null : last.terms();
  }

  /** A change waits for a job to travel with; answers for how long it has. */
  long noticeChange(long nowNanos) {
    Errands own = errands();
    if (!own.changeWaits) {
      own.changeWaits = true;
      own.changeSinceNanos = nowNanos;
    }
    return nowNanos - own.changeSinceNanos;
  }

  /** No change waits any more. */
  void forgetChange() {
    if (errands != null) {
      errands.changeWaits = false;
    }
  }

  // errands

  /** What the session has under way; made when there is none. */
  Errands errands() {
    if (errands == null) {
      errands = new Errands();
    }
    return errands;
  }

  /** What the session has under way, if anything. */
  @Nullable Errands errandsIfAny() {
    return errands;
  }

  /** Requests of ours to the miner. */
  ServerCalls calls() {
    Errands own = errands();
    if (own.calls == null) {
      own.calls = new ServerCalls(loop, sink);
    }
    return own.calls;
  }
}
