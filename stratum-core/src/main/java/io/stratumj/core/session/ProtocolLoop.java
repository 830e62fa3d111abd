package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.ShareResult;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.codec.LineBuffer;
import io.stratumj.core.codec.LineDecoder;
import io.stratumj.core.codec.MessageWriter;
import io.stratumj.core.codec.RequestReader;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareValidator;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all conversations of one event loop share: the reader and writer of lines, the validator
 * with its scratch buffers, whoever acts on sessions, and the guarded ways to the plugged-in parts.
 * One for each loop, so none of it needs a lock.
 *
 * <p><em>Loop-confined</em>, but for {@link #execute}.
 */
public final class ProtocolLoop implements Stage.Opener {
  /** Stands for a share whose fields could not be read. */
  private static final Share UNREADABLE = new Share(new WorkerName("?"), JobId.NONE, 0, 0, 0, 0, 0);

  /** Above the ids miners count from, so that none takes our request for one of its own. */
  private static final long FIRST_CALL_ID = 1_000_000_000;

  private static final int AGENTS_MAX = 1_024;

  private final StratumProtocol protocol;
  private final Executor onLoop;
  private final RequestReader reader;
  private final MessageWriter writer;
  private final ShareValidator validator;
  private final LiveSessions live = new LiveSessions();
  private final SharedTerms terms;
  private final Map<String, String> agents = new HashMap<>();

  private final Replies replies;
  private final Settlement settlement;
  private final Authorizations authorizations;
  private final Subscriptions subscriptions;
  private final WorkFeed feed;
  private final ShareDesk shares;
  private final RequestDesk requests;

  private @Nullable LineDecoder spareDecoder;
  private long lastCallId = FIRST_CALL_ID;

  ProtocolLoop(StratumProtocol protocol, Executor onLoop) {
    this.protocol = protocol;
    this.onLoop = onLoop;
    this.reader = new RequestReader(protocol.strictWords());
    this.writer = new MessageWriter(protocol.falseOnFailure());
    this.validator = protocol.validators().get();
    this.terms = new SharedTerms(validator.difficultyOne());
    this.replies = new Replies(writer);
    this.settlement = new Settlement(this);
    this.authorizations = new Authorizations(this);
    this.subscriptions = new Subscriptions(this);
    this.feed = new WorkFeed(this);
    this.shares = new ShareDesk(this);
    this.requests = new RequestDesk(this);
  }

  /**
   * Begins a conversation.
   *
   * @param sink where its bytes go
   * @param remote where the miner connects from
   */
  @Override
  public Conversation open(ByteSink sink, SocketAddress remote, long nowNanos) {
    Conversation conversation =
        new Conversation(this, sink, protocol.nextSessionId(), remote, nowNanos);
    tell(listener -> listener.connected(conversation.info()));
    return conversation;
  }

  /**
   * Says that about a second has passed: the job is repeated if the board has been silent, and
   * ended sessions nobody came back for are forgotten. To be called once for the loop, beside
   * {@link Conversation#tick}.
   */
  @Override
  public void tick(long nowNanos) {
    protocol.jobs().refreshIfSilent(nowNanos);
    protocol.expireParked(nowNanos);
  }

  StratumProtocol protocol() {
    return protocol;
  }

  RequestReader reader() {
    return reader;
  }

  MessageWriter writer() {
    return writer;
  }

  ShareValidator validator() {
    return validator;
  }

  Replies replies() {
    return replies;
  }

  Settlement settlement() {
    return settlement;
  }

  Authorizations authorizations() {
    return authorizations;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  WorkFeed feed() {
    return feed;
  }

  ShareDesk shares() {
    return shares;
  }

  RequestDesk requests() {
    return requests;
  }

  long now() {
    return protocol.clock().getAsLong();
  }

  ShareTally tally() {
    return protocol.tally();
  }

  /** The sessions of this loop that have not ended. */
  LiveSessions live() {
    return live;
  }

  /** Runs a task on this loop; false if the loop has ended, as then its sessions have too. */
  boolean execute(Runnable task) {
    try {
      onLoop.execute(task);
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }

  /**
   * Runs a task of one session on this loop: what it throws ends that session and nothing else
   * (SPEC L7). False if the loop has ended, as then the session has too.
   */
  boolean execute(Session session, Runnable task) {
    return execute(
        () -> {
          try {
            task.run();
          } catch (Throwable thrown) {
            session.close(DisconnectReason.INTERNAL_ERROR);
            fault("session", session.id(), thrown);
          }
        });
  }

  /** Runs a callback when a stage is done; what the callback throws is reported, not swallowed. */
  <T> void whenDone(
      CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> callback) {
    CompletionStage<T> unused =
        stage.whenComplete(
            (value, failure) -> {
              try {
                callback.accept(value, failure);
              } catch (Throwable thrown) {
                fault("callback", 0, thrown);
              }
            });
  }

  /** A stage of somebody else's as a future; of our own if the stage does not allow that. */
  static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture();
    } catch (UnsupportedOperationException mayOnlyBeHeard) {
      return heard(stage);
    }
  }

  private static <T> CompletableFuture<T> heard(CompletionStage<T> stage) {
    CompletableFuture<T> own = new CompletableFuture<>();
    CompletionStage<T> unused =
        stage.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                own.complete(value);
              } else {
                own.completeExceptionally(failure);
              }
            });
    return own;
  }

  void append(ServerMessage message, ByteSink sink) {
    LineBuffer line = writer.write(message);
    sink.append(line.array(), 0, line.size());
  }

  /** What is asked with this difficulty and mask: one object for all sessions. */
  Terms terms(Difficulty difficulty, VersionMask mask) {
    return terms.of(difficulty, mask);
  }

  /** How hard the network is, in this algorithm's difficulty. */
  double networkDifficulty(Job job) {
    return terms.networkDifficulty(job);
  }

  /** One String for all sessions with the same mining software. */
  String intern(String userAgent) {
    if (agents.size() == AGENTS_MAX) {
      agents.clear();
    }
    String known = agents.putIfAbsent(userAgent, userAgent);
    return known == null ? userAgent : known;
  }

  /** An id for a request of ours; never used again on this loop. */
  RequestId nextCallId() {
    lastCallId++;
    return RequestId.of(lastCallId);
  }

  /** A decoder between lines; most reads end with one, so one serves all connections. */
  LineDecoder lendDecoder() {
    LineDecoder lent = spareDecoder;
    spareDecoder = null;
    return lent == null ? new LineDecoder() : lent;
  }

  /** Takes a decoder back that is between lines again. */
  void giveBack(LineDecoder decoder) {
    spareDecoder = decoder;
  }

  /** Hashes a share; null if the validator threw. */
  ShareValidator.@Nullable ProofOfWork prove(Work work, Share share, Session session) {
    try {
      return validator.prove(work, share);
    } catch (Exception thrown) {
      fault("ShareValidator", session.id(), thrown);
      return null;
    }
  }

  Optional<Job> customize(Job job, Session session) {
    if (protocol.hasNoCustomizer()) {
      return Optional.empty();
    }
    try {
      return protocol.customizer().customize(job, session.info());
    } catch (Exception thrown) {
      fault("JobCustomizer", session.id(), thrown);
      return Optional.empty();
    }
  }

  void tell(Consumer<SessionListener> event) {
    for (SessionListener listener : protocol.sessionListeners()) {
      try {
        event.accept(listener);
      } catch (Exception thrown) {
        fault("SessionListener", 0, thrown);
      }
    }
  }

  void accepted(AcceptedShare share, long sessionId) {
    if (!protocol.shareListeners().isEmpty()) {
      judged(new ShareResult.Accepted(share), sessionId);
    }
  }

  void rejected(Share share, RejectReason reason, long sessionId) {
    if (!protocol.shareListeners().isEmpty()) {
      judged(new ShareResult.Rejected(share, reason), sessionId);
    }
  }

  private void judged(ShareResult result, long sessionId) {
    var listeners = protocol.shareListeners();
    for (int i = 0; i < listeners.size(); i++) {
      try {
        listeners.get(i).judged(result, sessionId);
      } catch (Exception thrown) {
        fault("ShareListener", sessionId, thrown);
      }
    }
  }

  /** A share was refused of which not even the fields could be read. */
  void malformedShare(long sessionId) {
    rejected(UNREADABLE, RejectReason.MALFORMED, sessionId);
  }

  /** Reports what somebody's code has thrown, without what a stage puts around it. */
  void fault(String where, long sessionId, Throwable fault) {
    protocol.fault(where, sessionId, unwrapped(fault));
  }

  /** What went wrong, without what a stage puts around it. */
  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  /** Why a stage that is done failed; null if it succeeded. */
  static @Nullable Throwable failure(CompletableFuture<?> done) {
    try {
      done.join();
      return null;
    } catch (CompletionException | CancellationException failure) {
      return unwrapped(failure);
    }
  }
}
