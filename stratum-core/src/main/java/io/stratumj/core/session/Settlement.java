package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage.Result.Failure;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.RejectReason;
import io.stratumj.core.session.PendingShares.PendingShare;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.ShareSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Has accepted shares recorded, and answers each when it is (SPEC S7): a miner that hears true has
 * a share that is safe, and one that hears false has a share that is not in the books.
 *
 * <p>So a share whose recording failed, or took too long, is first withdrawn from the sink. When
 * that is confirmed it is answered with an error, and forgotten as a duplicate, so that it may be
 * sent again under the same id. If it is not confirmed in time either, nobody knows, and the
 * session ends without an answer.
 *
 * <p><em>Loop-confined</em>, one for each loop; answers of the sink come back as tasks of the loop.
 */
final class Settlement {
  private final ProtocolLoop loop;
  private final Replies replies;

  Settlement(ProtocolLoop loop) {
    this.loop = loop;
    this.replies = loop.replies();
  }

  /** Whether as many of the session's shares wait as may. */
  boolean isFull(Session session) {
    PendingShares pending = pending(session);
    return pending != null && pending.unsettled() >= loop.protocol().limits().pendingShares();
  }

  /**
   * Offers a share to the sink, and answers it now or later.
   *
   * @param seen where the share was noted, to be forgotten there if it cannot be recorded
   */
  @SuppressWarnings("ReferenceEquality") // RECORDED is one object on purpose.
  void settle(Session session, RequestId id, AcceptedShare share, SeenShares seen, long nowNanos) {
    loop.tally().accepted();
    CompletionStage<?> stage = record(share);
    if (stage == ShareSink.RECORDED) {
      succeed(session, id, share);
      return;
    }
    CompletableFuture<?> recorded = toFuture(stage);
    if (recorded.isDone() && !recorded.isCompletedExceptionally()) {
      succeed(session, id, share);
    } else if (loop.protocol().acknowledgement() == Acknowledgement.ON_VALIDATED) {
      succeed(session, id, share);
      loop.whenDone(recorded, (value, failure) -> reportLoss(session, failure));
    } else {
      long deadline = nowNanos + loop.protocol().limits().recording().toNanos();
      HeldReplies.Slot slot = replies.reserve(session);
      PendingShare waiting = new PendingShare(id, share, seen, slot, recorded, deadline);
      await(session, waiting, nowNanos);
    }
  }

  /** Gives up on shares that have waited too long, and on the session if that is no use. */
  void tick(Session session, long nowNanos) {
    PendingShares pending = pending(session);
    PendingShare late = pending == null ? null : pending.overdue(nowNanos);
    while (late != null) {
      giveUp(session, late, nowNanos);
      pending = pending(session);
      late = pending == null ? null : pending.overdue(nowNanos);
    }
    if (pending != null && pending.isInDoubt(nowNanos)) {
      session.close(DisconnectReason.SHARE_UNSETTLED);
    }
  }

  /** The connection is gone: nobody can be told, so whatever waits may be sent again. */
  void abandon(Session session) {
    Errands errands = session.errandsIfAny();
    if (errands != null && errands.shares != null) {
      errands.shares.abandon();
      errands.shares = null;
    }
  }

  /** Its time is up; but its success may just be on the way here. */
  private void giveUp(Session session, PendingShare waiting, long nowNanos) {
    if (waiting.recorded.isDone() && !waiting.recorded.isCompletedExceptionally()) {
      settled(session, waiting, true);
    } else {
      withdraw(session, waiting, nowNanos);
    }
  }

  /** Has a share undone that was not recorded in time, or may not have been. */
  private void withdraw(Session session, PendingShare waiting, long nowNanos) {
    PendingShares pending = pending(session);
    if (pending == null || waiting.settled || waiting.withdrawn) {
      return;
    }
    pending.withdraw(waiting, nowNanos + loop.protocol().limits().recording().toNanos());
    CompletableFuture<?> undone = undo(waiting.share);
    if (undone.isDone()) {
      withdrawn(session, waiting, undone);
    } else {
      loop.whenDone(
          undone,
          (value, failure) -> loop.execute(session, () -> withdrawn(session, waiting, undone)));
    }
  }

  private void withdrawn(Session session, PendingShare waiting, CompletableFuture<?> undone) {
    if (!undone.isCompletedExceptionally()) {
      settled(session, waiting, false);
      return;
    }
    loop.whenDone(undone, (value, failure) -> reportLoss(session, failure));
    if (!waiting.settled) {
      session.close(DisconnectReason.SHARE_UNSETTLED);
    }
  }

  private CompletableFuture<?> undo(AcceptedShare share) {
    try {
      return ProtocolLoop.future(loop.protocol().shareSink().withdraw(share));
    } catch (Exception thrown) {
      return CompletableFuture.failedFuture(thrown);
    }
  }

  private CompletionStage<?> record(AcceptedShare share) {
    try {
      return loop.protocol().shareSink().record(share);
    } catch (Exception thrown) {
      return CompletableFuture.failedFuture(thrown);
    }
  }

  private static CompletableFuture<?> toFuture(CompletionStage<?> stage) {
    try {
      return ProtocolLoop.future(stage);
    } catch (Exception thrown) {
      return CompletableFuture.failedFuture(thrown);
    }
  }

  private void await(Session session, PendingShare waiting, long nowNanos) {
    Errands errands = session.errands();
    if (errands.shares == null) {
      errands.shares = new PendingShares();
    }
    errands.shares.add(waiting);
    if (waiting.recorded.isCompletedExceptionally()) { // not isDone(): it may succeed meanwhile
      Throwable failure = ProtocolLoop.failure(waiting.recorded);
      reportLoss(session, failure);
      answered(session, waiting, failure, nowNanos);
      return;
    }
    loop.whenDone(
        waiting.recorded,
        (value, failure) -> {
          reportLoss(session, failure);
          loop.execute(session, () -> answered(session, waiting, failure, loop.now()));
        });
  }

  /** The sink has answered; which means nothing if it was asked since to undo what it did. */
  private void answered(
      Session session, PendingShare waiting, @Nullable Throwable failure, long nowNanos) {
    if (waiting.withdrawn) {
      return;
    }
    boolean neverOffered = !waiting.seen.mayBeStored(waiting.share.id());
    if (failure == null || (neverOffered && wasNotTried(failure))) {
      settled(session, waiting, failure == null);
    } else {
      withdraw(session, waiting, nowNanos);
    }
  }

  private static boolean wasNotTried(Throwable failure) {
    return ProtocolLoop.unwrapped(failure) instanceof RejectedExecutionException;
  }

  private void settled(Session session, PendingShare waiting, boolean success) {
    Errands errands = session.errandsIfAny();
    if (errands == null || errands.shares == null || !errands.shares.settle(waiting)) {
      return;
    }
    if (errands.shares.unsettled() == 0) {
      errands.shares = null;
    }
    waiting.seen.answered(waiting.share.id());
    if (success) {
      loop.tally().acknowledged();
      loop.accepted(waiting.share, session.id());
      replies.fillTrue(session, waiting.slot, waiting.id);
    } else {
      loop.tally().notRecorded();
      waiting.seen.remove(waiting.share.id());
      loop.rejected(waiting.share.share(), RejectReason.NOT_RECORDED, session.id());
      StratumError error = StratumError.of(RejectReason.NOT_RECORDED);
      replies.fill(session, waiting.slot, waiting.id, new Failure(error));
    }
    if (errands.whenSettled != null) {
      errands.whenSettled.run();
    }
  }

  private void succeed(Session session, RequestId id, AcceptedShare share) {
    loop.tally().acknowledged();
    loop.accepted(share, session.id());
    replies.sendTrue(session, id);
  }

  private void reportLoss(Session session, @Nullable Throwable failure) {
    if (failure != null) {
      loop.fault("ShareSink", session.id(), failure);
    }
  }

  private static @Nullable PendingShares pending(Session session) {
    Errands errands = session.errandsIfAny();
    return errands == null ? null : errands.shares;
  }
}
