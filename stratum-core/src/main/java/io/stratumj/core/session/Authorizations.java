package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest.Authorize;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.session.PendingAuthorizations.Pending;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Credentials;
import io.stratumj.core.spi.DisconnectReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the authorizer about workers (SPEC H5). A worker that waits for its answer holds nothing
 * else back: a proxy authorizes worker B while worker A submits.
 *
 * <p><em>Loop-confined</em>, one for each loop; answers of the authorizer come back as tasks of the
 * loop.
 */
final class Authorizations {
  private final ProtocolLoop loop;
  private final Replies replies;

  Authorizations(ProtocolLoop loop) {
    this.loop = loop;
    this.replies = loop.replies();
  }

  void authorize(Session session, Authorize request, long nowNanos) {
    WorkerName name;
    try {
      name = new WorkerName(request.workerName());
    } catch (IllegalArgumentException noName) {
      refuse(session, request, "Invalid worker name");
      return;
    }
    if (session.workers().contains(name)) {
      replies.sendTrue(session, request.id());
      return;
    }
    PendingAuthorizations pending = pending(session);
    int waiting = pending == null ? 0 : pending.size();
    Pending asked = pending == null ? null : pending.find(name);
    if (asked != null) {
      if (asked.ids.size() < limits().pendingAuthorizations()) {
        asked.ids.add(request.id());
      } else {
        refuse(session, request, "Too many pending authorizations");
      }
    } else if (session.workers().size() + waiting >= limits().workers()) {
      refuse(session, request, "Too many workers");
    } else if (waiting >= limits().pendingAuthorizations()) {
      refuse(session, request, "Too many pending authorizations");
    } else {
      ask(session, request.id(), PasswordOptions.parse(name, request.password()), nowNanos);
    }
  }

  /** Denies whoever has waited too long. */
  void tick(Session session, long nowNanos) {
    PendingAuthorizations pending = pending(session);
    Pending late = pending == null ? null : pending.overdue(nowNanos);
    while (pending != null && late != null && !session.isClosing()) {
      answered(
          session, late, Authorization.denied("the authorizer did not answer in time"), nowNanos);
      late = pending.overdue(nowNanos);
    }
  }

  private void refuse(Session session, Authorize request, String problem) {
    replies.sendError(session, request.id(), StratumError.other(problem));
  }

  private void ask(Session session, RequestId id, Credentials credentials, long nowNanos) {
    CompletableFuture<Authorization> answer = answer(session, credentials);
    if (answer.isDone()) {
      decided(session, credentials, List.of(id), checked(session, answer), nowNanos);
      return;
    }
    Pending asked = new Pending(credentials, id, nowNanos + limits().authorization().toNanos());
    Errands errands = session.errands();
    if (errands.authorizations == null) {
      errands.authorizations = new PendingAuthorizations();
    }
    errands.authorizations.add(asked);
    loop.whenDone(
        answer,
        (decision, failure) -> {
          Authorization checked = checked(session, decision, failure);
          loop.execute(session, () -> answered(session, asked, checked, loop.now()));
        });
  }

  private CompletableFuture<Authorization> answer(Session session, Credentials credentials) {
    try {
      return ProtocolLoop.future(
          loop.protocol().authorizer().authorize(credentials, session.info()));
    } catch (Exception thrown) {
      return CompletableFuture.failedFuture(thrown);
    }
  }

  private Authorization checked(Session session, CompletableFuture<Authorization> done) {
    Throwable failure = ProtocolLoop.failure(done);
    return checked(session, failure == null ? done.join() : null, failure);
  }

  /** What the authorizer said, or that it failed, which is a denial. */
  private Authorization checked(
      Session session, @Nullable Authorization decision, @Nullable Throwable failure) {
    if (failure == null && decision != null) {
      return decision;
    }
    Throwable fault = failure == null ? new NullPointerException("no authorization") : failure;
    loop.fault("Authorizer", session.id(), fault);
    return Authorization.denied("the authorizer failed");
  }

  /** The answer came later; it counts unless it came too late. */
  private void answered(Session session, Pending asked, Authorization decision, long nowNanos) {
    Errands errands = session.errandsIfAny();
    if (errands == null
        || errands.authorizations == null
        || !errands.authorizations.remove(asked)) {
      return;
    }
    if (errands.authorizations.isEmpty()) {
      errands.authorizations = null;
    }
    decided(session, asked.credentials, asked.ids, decision, nowNanos);
  }

  private void decided(
      Session session,
      Credentials credentials,
      List<RequestId> ids,
      Authorization decision,
      long nowNanos) {
    if (session.isClosing()) {
      return;
    }
    if (decision instanceof Authorization.Denied denied) {
      deny(session, credentials.worker(), ids, denied.reason());
    } else {
      letIn(session, credentials, ids, nowNanos);
    }
  }

  private void deny(Session session, WorkerName worker, List<RequestId> ids, String reason) {
    Errands errands = session.errands();
    errands.denials++;
    loop.tell(listener -> listener.denied(session.info(), worker, reason));
    for (RequestId id : ids) {
      replies.sendError(session, id, StratumError.UNAUTHORIZED);
    }
    if (errands.denials >= limits().denials()) {
      session.close(DisconnectReason.TOO_MANY_DENIALS);
    }
  }

  private void letIn(Session session, Credentials credentials, List<RequestId> ids, long nowNanos) {
    session.letIn(credentials.worker());
    for (RequestId id : ids) {
      replies.sendTrue(session, id);
    }
    if (credentials.minimumDifficulty().isPresent()) {
      session.plan().atLeast(credentials.minimumDifficulty().get());
    }
    if (credentials.fixedDifficulty().isPresent()) {
      session.plan().fix(credentials.fixedDifficulty().get());
    }
    loop.tell(listener -> listener.authorized(session.info(), credentials.worker()));
    session.startWork(nowNanos);
  }

  private static @Nullable PendingAuthorizations pending(Session session) {
    Errands errands = session.errandsIfAny();
    return errands == null ? null : errands.authorizations;
  }

  private SessionLimits limits() {
    return loop.protocol().limits();
  }
}
