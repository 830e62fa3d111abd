package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.ClientRequest.Submit;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.Difficulty;
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
  private final ProtocolLoop loop;
  private final ByteSink sink;
  private final long id;
  private final SocketAddress remote;

  private final ReplyQueue replies;
  private final Workers workers;
  private final Extensions extensions = new Extensions();
  private final Authorizations authorizations;
  private final WorkFeed feed;
  private final Settlement settlement;
  private final ShareDesk desk;

  /** Before the session subscribes, what it asked for; then part of {@link #tenure}. */
  private DifficultyPlan plan;

  private @Nullable Tenure tenure;
  private @Nullable String token;
  private @Nullable String userAgent;
  private boolean closing;

  Session(ProtocolLoop loop, ByteSink sink, long id, SocketAddress remote) {
    this.loop = loop;
    this.sink = sink;
    this.id = id;
    this.remote = remote;
    this.replies = new ReplyQueue(sink, loop.writer());
    this.workers = new Workers(loop.protocol().accountMatches());
    this.plan = new DifficultyPlan(loop.protocol().difficulty());
    this.authorizations = new Authorizations(this, loop, workers, replies);
    this.feed = new WorkFeed(this, loop, sink, extensions);
    this.settlement = new Settlement(this, loop, replies);
    this.desk = new ShareDesk(this, loop, workers, replies, feed, settlement);
  }

  long id() {
    return id;
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
    return tenure != null && !workers.isEmpty();
  }

  boolean isAwaitingRecords() {
    return settlement.unsettled() > 0;
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
        Optional.ofNullable(tenure).map(Tenure::extranonce),
        List.copyOf(workers.all()));
  }

  /** Acts on one request, and answers it if it has an id. */
  void receive(ClientRequest request, long nowNanos) {
    if (request instanceof Submit submit) {
      desk.submit(submit, nowNanos);
    } else if (request instanceof ClientRequest.Subscribe subscribe) {
      subscribe(subscribe, nowNanos);
    } else if (request instanceof ClientRequest.Authorize authorize) {
      authorizations.authorize(authorize, nowNanos);
    } else if (request instanceof ClientRequest.Configure configure) {
      configure(configure);
    } else if (request instanceof ClientRequest.SuggestDifficulty suggest) {
      plan.suggest(suggest.difficulty());
      replies.send(suggest.id(), Result.Answer.TRUE);
    } else if (request instanceof ClientRequest.SuggestTarget suggest) {
      suggestTarget(suggest);
    } else if (request instanceof ClientRequest.ExtranonceSubscribe subscribe) {
      extensions.subscribeToExtranonceChanges();
      replies.send(subscribe.id(), Result.Answer.TRUE);
    } else if (request instanceof ClientRequest.GetTransactions get) {
      replies.send(get.id(), new Result.Transactions(List.of()));
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
    } else if (!(request instanceof ClientRequest.Response)) {
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
    Difficulty announced = feed.announced();
    if (announced != null) {
      plan.timePassed(announced, loop.networkDifficulty(), nowNanos);
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
    if (tenure != null) {
      loop.protocol().release(tenure, nowNanos);
      tenure = null;
    }
    loop.tell(listener -> listener.disconnected(last, reason));
  }

  /** A worker was let in. */
  void authorized(Credentials credentials, long nowNanos) {
    credentials.minimumDifficulty().ifPresent(plan::atLeast);
    credentials.fixedDifficulty().ifPresent(plan::fix);
    loop.tell(listener -> listener.authorized(info(), credentials.worker()));
    startWork(nowNanos);
  }

  private void subscribe(ClientRequest.Subscribe request, long nowNanos) {
    request.userAgent().ifPresent(agent -> userAgent = loop.intern(agent));
    if (tenure == null) {
      Optional<Tenure> taken = loop.protocol().take(plan, nowNanos);
      if (taken.isEmpty()) {
        replies.sendError(request.id(), StratumError.other("Server full"));
        return;
      }
      hold(taken.get());
      loop.tell(listener -> listener.subscribed(info()));
    }
    if (tenure != null && token != null) {
      replies.send(request.id(), new Result.Subscribed(token, tenure.extranonce()));
    }
    startWork(nowNanos);
  }

  private void hold(Tenure taken) {
    tenure = taken;
    plan = taken.plan();
    token = loop.newToken();
    feed.holds(taken);
    desk.holds(taken);
  }

  /** The rule that joins the machines (SPEC H2). */
  void startWork(long nowNanos) {
    boolean mayStart = isEstablished() || (tenure != null && loop.protocol().workOnSubscribe());
    if (mayStart && !feed.hasStarted() && loop.protocol().jobs().isReady()) {
      feed.start(loop.protocol().jobs().current(), nowNanos);
    }
  }

  private void configure(ClientRequest.Configure request) {
    replies.send(
        request.id(),
        new Result.Configured(extensions.configure(request, loop.protocol().versionMask(), plan)));
  }

  private void suggestTarget(ClientRequest.SuggestTarget suggest) {
    double difficulty = loop.validator().difficultyOne().difficultyOf(suggest.target());
    plan.suggest(Difficulty.of(Math.min(Math.max(difficulty, 1e-15), 1e30)));
    replies.send(suggest.id(), Result.Answer.TRUE);
  }

  private void invalidParams(ClientRequest.InvalidParams invalid) {
    if (invalid.submit()) {
      loop.malformedShare(id);
    }
    replies.sendError(invalid.id(), StratumError.other(invalid.problem()));
  }
}
