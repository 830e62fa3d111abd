package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.ClientRequest.Submit;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.Credentials;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One miner's session: requests in, replies and jobs out. It owns the four small machines and the
 * rule that joins them: subscribed, and a worker authorized, and a job at hand means work is sent.
 *
 * <p>Methods may come in any order, as real miners send them (SPEC H1).
 *
 * <p><em>Loop-confined.</em>
 */
final class Session {
  /** The most bytes of transactions told to a miner: a reply must fit into its write queue. */
  private static final int TOLD_BYTES_MAX = 65_536;

  private final ProtocolLoop loop;
  private final ByteSink sink;
  private final long id;
  private final SocketAddress remote;

  private final ReplyQueue replies;
  private final Subscription subscription;
  private final Workers workers;
  private final Extensions extensions = new Extensions();
  private final Authorizations authorizations;
  private final WorkFeed feed;
  private final Settlement settlement;
  private final ShareDesk desk;

  private @Nullable ServerCalls calls;
  private @Nullable String userAgent;
  private boolean closing;

  /**
   * A session that has heard nothing yet.
   *
   * @param whenSettled runs when a share that waited to be recorded waits no longer
   */
  Session(ProtocolLoop loop, ByteSink sink, long id, SocketAddress remote, Runnable whenSettled) {
    this.loop = loop;
    this.sink = sink;
    this.id = id;
    this.remote = remote;
    this.replies = new ReplyQueue(sink, loop.writer());
    this.workers = new Workers(loop.protocol().accountMatches());
    this.subscription = new Subscription(this, loop, replies);
    this.authorizations = new Authorizations(this, loop, workers, replies);
    this.feed = new WorkFeed(this, loop, sink, extensions);
    this.settlement = new Settlement(this, loop, replies, whenSettled);
    this.desk = new ShareDesk(this, loop, workers, replies, feed, settlement);
  }

  long id() {
    return id;
  }

  Token token() {
    return subscription.token();
  }

  long now() {
    return loop.now();
  }

  boolean isClosing() {
    return closing;
  }

  /** Whether somebody may mine: from then on the session is trusted with longer lines. */
  boolean isAuthorized() {
    return !workers.isEmpty();
  }

  /** Whether the handshake is complete. */
  boolean isEstablished() {
    return isSubscribed() && !workers.isEmpty();
  }

  private boolean isSubscribed() {
    return subscription.tenure() != null;
  }

  /** Whether replies are still to come that depend on somebody else's answer. */
  boolean owesReplies() {
    return settlement.unsettled() > 0 || authorizations.isWaiting() || subscription.isResuming();
  }

  /** Whether to read on only when fewer shares wait to be recorded. */
  boolean wantsPause() {
    return loop.protocol().shareOverflow() == ShareOverflow.PAUSE_READING && settlement.isFull();
  }

  /** The worker most shares will be submitted under. */
  @Nullable WorkerName likelyWorker() {
    return workers.first();
  }

  SessionInfo info() {
    return new SessionInfo(
        id,
        remote,
        Optional.ofNullable(userAgent),
        Optional.ofNullable(subscription.tenure()).map(Tenure::extranonce),
        List.copyOf(workers.all()));
  }

  /** Acts on one request, and answers it if it has an id. */
  void receive(ClientRequest request, long nowNanos) {
    dispatch(request, nowNanos);
    if (replies.heldBytes() > loop.protocol().limits().heldReplyBytes()) {
      close(DisconnectReason.SLOW_READER);
    }
  }

  private void dispatch(ClientRequest request, long nowNanos) {
    if (request instanceof Submit submit) {
      desk.submit(submit, nowNanos);
    } else if (request instanceof ClientRequest.Subscribe subscribe) {
      subscribe.userAgent().ifPresent(agent -> userAgent = loop.intern(agent));
      subscription.subscribe(subscribe, nowNanos);
    } else if (request instanceof ClientRequest.Authorize authorize) {
      authorizations.authorize(authorize, nowNanos);
    } else if (request instanceof ClientRequest.Configure configure) {
      configure(configure);
    } else if (request instanceof ClientRequest.SuggestDifficulty suggest) {
      subscription.plan().suggest(suggest.difficulty());
      replies.send(suggest.id(), Result.Answer.TRUE);
    } else if (request instanceof ClientRequest.SuggestTarget suggest) {
      suggestTarget(suggest);
    } else if (request instanceof ClientRequest.ExtranonceSubscribe subscribe) {
      extensions.subscribeToExtranonceChanges();
      replies.send(subscribe.id(), Result.Answer.TRUE);
    } else if (request instanceof ClientRequest.GetTransactions get) {
      replies.send(get.id(), new Result.Transactions(transactions(get)));
    } else if (request instanceof ClientRequest.Ping ping) {
      replies.send(ping.id(), new Result.Text("pong"));
    } else if (request instanceof ClientRequest.Acknowledged acknowledged) {
      replies.send(acknowledged.id(), Result.Answer.TRUE);
    } else if (request instanceof ClientRequest.UnknownMethod unknown) {
      replies.sendError(unknown.id(), StratumError.METHOD_NOT_FOUND);
    } else if (request instanceof ClientRequest.InvalidParams invalid) {
      invalidParams(invalid);
    } else if (request instanceof ClientRequest.InvalidRequest invalid) {
      replies.sendError(invalid.id(), StratumError.other(invalid.problem()));
    } else if (request instanceof ClientRequest.Malformed malformed) {
      replies.sendError(malformed.id(), StratumError.PARSE_ERROR);
    } else if (request instanceof ClientRequest.Response response) {
      if (calls != null) {
        calls.answered(response, nowNanos);
      }
    } else {
      throw new IllegalStateException("no way to handle " + request.getClass());
    }
  }

  /** Answers what cannot be read on. */
  void refuse(StratumError error, DisconnectReason reason) {
    replies.sendError(RequestId.NULL, error);
    close(reason);
  }

  void offer(Posting posting, long nowNanos) {
    feed.offer(posting, nowNanos);
  }

  void tick(long nowNanos) {
    authorizations.tick(nowNanos);
    settlement.tick(nowNanos);
    subscription.tick(nowNanos);
    if (calls != null) {
      calls.tick(nowNanos);
    }
    feed.tick(nowNanos);
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
    settlement.abandon();
    SessionInfo last = info();
    if (calls != null) {
      calls.abandon();
    }
    subscription.end(nowNanos);
    loop.tell(listener -> listener.disconnected(last, reason));
  }

  /** A worker was let in. */
  void authorized(Credentials credentials, long nowNanos) {
    credentials.minimumDifficulty().ifPresent(subscription.plan()::atLeast);
    credentials.fixedDifficulty().ifPresent(subscription.plan()::fix);
    loop.tell(listener -> listener.authorized(info(), credentials.worker()));
    startWork(nowNanos);
  }

  /** The session mines with this from now on. */
  void holds(Tenure held) {
    feed.holds(held);
    desk.holds(held);
  }

  /** The search for an old session on other loops is over. */
  void resumed(Optional<Tenure> found, long nowNanos) {
    subscription.resumed(found, nowNanos);
  }

  /** Another connection takes this session over. */
  Optional<Tenure> surrender() {
    settlement.abandon();
    return subscription.surrender();
  }

  /** Shows a text on the miner. */
  void show(String text) {
    loop.append(new ServerMessage.ShowMessage(text), sink);
  }

  /** Sends the miner elsewhere, or to where it is if the host is empty. */
  void reconnect(String host, int port, int waitSeconds) {
    loop.append(new ServerMessage.Reconnect(host, port, waitSeconds), sink);
  }

  /** Requests of ours to the miner. */
  ServerCalls calls() {
    if (calls == null) {
      calls = new ServerCalls(loop, sink);
    }
    return calls;
  }

  /**
   * Gives the session another extranonce1 and a clean job; false if that cannot be done, as while
   * there is no job to send.
   */
  boolean changeExtranonce(long nowNanos) {
    if (!extensions.wantsExtranonceChanges()) {
      return false;
    }
    Optional<Posting> carrier = feed.carrier(nowNanos);
    if (carrier.isEmpty()) {
      return false;
    }
    Optional<Extranonce> next = subscription.move(nowNanos);
    next.ifPresent(extranonce -> feed.changeExtranonce(extranonce, carrier.get(), nowNanos));
    return next.isPresent();
  }

  /** The rule that joins the machines (SPEC H2). */
  void startWork(long nowNanos) {
    boolean mayStart = isEstablished() || (isSubscribed() && loop.protocol().workOnSubscribe());
    if (mayStart && !feed.hasStarted() && loop.protocol().jobs().isReady()) {
      feed.start(nowNanos);
    }
  }

  private void configure(ClientRequest.Configure request) {
    replies.send(
        request.id(),
        new Result.Configured(
            extensions.configure(request, loop.protocol().versionMask(), subscription.plan())));
  }

  private List<Bytes> transactions(ClientRequest.GetTransactions request) {
    Tenure held = subscription.tenure();
    if (!loop.protocol().tellsTransactions() || held == null || request.jobId().isEmpty()) {
      return List.of();
    }
    SentJob sent = held.recent().find(request.jobId().get(), now());
    Optional<BlockBody> body = sent == null ? Optional.empty() : sent.posting().job().body();
    return body.filter(rest -> rest.transactionBytes() <= TOLD_BYTES_MAX)
        .map(BlockBody::transactions)
        .orElse(List.of());
  }

  private void suggestTarget(ClientRequest.SuggestTarget suggest) {
    double difficulty = loop.validator().difficultyOne().difficultyOf(suggest.target());
    subscription.plan().suggest(Difficulty.of(Math.min(Math.max(difficulty, 1e-15), 1e30)));
    replies.send(suggest.id(), Result.Answer.TRUE);
  }

  private void invalidParams(ClientRequest.InvalidParams invalid) {
    if (invalid.submit()) {
      loop.malformedShare(id);
    }
    replies.sendError(invalid.id(), StratumError.other(invalid.problem()));
  }
}
