package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest.Authorize;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage.Result.Answer;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Credentials;
import io.stratumj.core.spi.DisconnectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the authorizer about workers (SPEC H5). A worker that waits for its answer holds nothing
 * else back: a proxy authorizes worker B while worker A submits.
 *
 * <p><em>Loop-confined</em>; answers of the authorizer come back as tasks of the loop.
 */
final class Authorizations {
  private final Session session;
  private final ProtocolLoop loop;
  private final Workers workers;
  private final ReplyQueue replies;

  private @Nullable List<Pending> pending;
  private int denials;

  /** A worker the authorizer has not decided about, and who asked. */
  private static final class Pending {
    final Credentials credentials;
    final List<RequestId> ids = new ArrayList<>(1);
    final long deadlineNanos;

    Pending(Credentials credentials, long deadlineNanos) {
      this.credentials = credentials;
      this.deadlineNanos = deadlineNanos;
    }
  }

  Authorizations(Session session, ProtocolLoop loop, Workers workers, ReplyQueue replies) {
    this.session = session;
    this.loop = loop;
    this.workers = workers;
    this.replies = replies;
  }

  void authorize(Authorize request, long nowNanos) {
    WorkerName name;
    try {
      name = new WorkerName(request.workerName());
    } catch (IllegalArgumentException noName) {
      replies.sendError(request.id(), StratumError.other("Invalid worker name"));
      return;
    }
    if (workers.contains(name)) {
      replies.send(request.id(), Answer.TRUE);
      return;
    }
    Pending asked = find(name);
    if (asked != null) {
      if (asked.ids.size() < limits().pendingAuthorizations()) {
        asked.ids.add(request.id());
      } else {
        replies.sendError(request.id(), StratumError.other("Too many pending authorizations"));
      }
      return;
    }
    if (workers.size() + pendingCount() >= limits().workers()) {
      replies.sendError(request.id(), StratumError.other("Too many workers"));
      return;
    }
    if (pendingCount() >= limits().pendingAuthorizations()) {
      replies.sendError(request.id(), StratumError.other("Too many pending authorizations"));
      return;
    }
    ask(request.id(), PasswordOptions.parse(name, request.password()), nowNanos);
  }

  /** Whether the authorizer has still to answer. */
  boolean isWaiting() {
    return pending != null;
  }

  /** Denies whoever has waited too long. */
  void tick(long nowNanos) {
    List<Pending> waiting = pending;
    while (waiting != null
        && !waiting.isEmpty()
        && !session.isClosing()
        && waiting.get(0).deadlineNanos - nowNanos <= 0) {
      decided(
          waiting.get(0), Authorization.denied("the authorizer did not answer in time"), nowNanos);
    }
  }

  private void ask(RequestId id, Credentials credentials, long nowNanos) {
    Pending asked = new Pending(credentials, nowNanos + limits().authorization().toNanos());
    asked.ids.add(id);
    if (pending == null) {
      pending = new ArrayList<>(1);
    }
    pending.add(asked);
    CompletableFuture<Authorization> answer;
    try {
      answer =
          ProtocolLoop.future(loop.protocol().authorizer().authorize(credentials, session.info()));
    } catch (Exception thrown) {
      answer = CompletableFuture.failedFuture(thrown);
    }
    if (answer.isDone()) {
      loop.whenDone(answer, (decision, failure) -> answered(asked, decision, failure, nowNanos));
    } else {
      loop.whenDone(
          answer,
          (decision, failure) ->
              loop.execute(() -> answered(asked, decision, failure, loop.now())));
    }
  }

  private void answered(
      Pending asked, @Nullable Authorization decision, @Nullable Throwable failure, long nowNanos) {
    if (failure != null || decision == null) {
      Throwable fault = failure == null ? new NullPointerException("no authorization") : failure;
      loop.fault("Authorizer", session.id(), fault);
      decided(asked, Authorization.denied("the authorizer failed"), nowNanos);
    } else {
      decided(asked, decision, nowNanos);
    }
  }

  private void decided(Pending asked, Authorization decision, long nowNanos) {
    if (pending == null || !pending.remove(asked)) {
      return;
    }
    if (pending.isEmpty()) {
      pending = null;
    }
    if (session.isClosing()) {
      return;
    }
    WorkerName worker = asked.credentials.worker();
    if (decision instanceof Authorization.Denied denied) {
      denials++;
      loop.tell(listener -> listener.denied(session.info(), worker, denied.reason()));
      for (RequestId id : asked.ids) {
        replies.sendError(id, StratumError.UNAUTHORIZED);
      }
      if (denials >= limits().denials()) {
        session.close(DisconnectReason.TOO_MANY_DENIALS);
      }
      return;
    }
    workers.add(worker);
    for (RequestId id : asked.ids) {
      replies.send(id, Answer.TRUE);
    }
    session.authorized(asked.credentials, nowNanos);
  }

  private @Nullable Pending find(WorkerName name) {
    if (pending != null) {
      for (Pending asked : pending) {
        if (asked.credentials.worker().equals(name)) {
          return asked;
        }
      }
    }
    return null;
  }

  private int pendingCount() {
    return pending == null ? 0 : pending.size();
  }

  private SessionLimits limits() {
    return loop.protocol().limits();
  }
}
