package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage.Result.Failure;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.ShareResult;
import io.stratumj.core.session.PendingShares.PendingShare;
import io.stratumj.core.spi.ShareSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Has accepted shares recorded, and answers each when it is (SPEC S7): a miner that hears true has
 * a share that is safe. A share that could not be recorded is answered with an error and forgotten
 * as a duplicate, so that it may be sent again under the same id. One that took too long is
 * withdrawn from the sink, so that what the books say is what the miner heard.
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
      await(session, recorded, new PendingShare(id, share, seen, slot, recorded, deadline));
    }
  }

  /** Gives up on shares that have waited too long. */
  void tick(Session session, long nowNanos) {
    PendingShares pending = pending(session);
    while (pending != null && pending.isOverdue(nowNanos)) {
      giveUp(session, pending.oldest());
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
  private void giveUp(Session session, PendingShare waiting) {
    boolean success = waiting.recorded.isDone() && !waiting.recorded.isCompletedExceptionally();
    if (!success) {
      withdraw(session, waiting.share); // before the answer: the same share may be the next line
    }
    settled(session, waiting, success);
  }

  private void withdraw(Session session, AcceptedShare share) {
    try {
      loop.protocol().shareSink().withdraw(share);
    } catch (Exception thrown) {
      reportLoss(session, thrown);
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

  private void await(Session session, CompletableFuture<?> recorded, PendingShare waiting) {
    Errands errands = session.errands();
    if (errands.shares == null) {
      errands.shares = new PendingShares();
    }
    errands.shares.add(waiting);
    if (recorded.isCompletedExceptionally()) { // not isDone(): it may have succeeded meanwhile
      loop.whenDone(recorded, (value, failure) -> reportLoss(session, failure));
      settled(session, waiting, false);
      return;
    }
    loop.whenDone(
        recorded,
        (value, failure) -> {
          reportLoss(session, failure);
          loop.execute(() -> settled(session, waiting, failure == null));
        });
  }

  private void settled(Session session, PendingShare waiting, boolean success) {
    Errands errands = session.errandsIfAny();
    if (errands == null || errands.shares == null || !errands.shares.settle(waiting)) {
      return;
    }
    if (errands.shares.unsettled() == 0) {
      errands.shares = null;
    }
    if (success) {
      loop.tally().acknowledged();
      loop.judged(new ShareResult.Accepted(waiting.share), session.id());
      replies.fillTrue(session, waiting.slot, waiting.id);
    } else {
      loop.tally().notRecorded();
      waiting.seen.remove(waiting.share.id());
      loop.judged(
          new ShareResult.Rejected(waiting.share.share(), RejectReason.NOT_RECORDED), session.id());
      StratumError error = StratumError.of(RejectReason.NOT_RECORDED);
      replies.fill(session, waiting.slot, waiting.id, new Failure(error));
    }
    if (errands.whenSettled != null) {
      errands.whenSettled.run();
    }
  }

  private void succeed(Session session, RequestId id, AcceptedShare share) {
    loop.tally().acknowledged();
    loop.judged(new ShareResult.Accepted(share), session.id());
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
