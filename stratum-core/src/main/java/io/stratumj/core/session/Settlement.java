package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.ShareResult;
import io.stratumj.core.spi.ShareSink;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Has accepted shares recorded, and answers each when it is (SPEC S7): a miner that hears true has
 * a share that is safe. A share that could not be recorded is answered with an error and forgotten
 * as a duplicate, so that it may be sent again under the same id. One that took too long is
 * withdrawn from the sink, so that what the books say is what the miner heard.
 *
 * <p><em>Loop-confined</em>; answers of the sink come back as tasks of the loop.
 */
final class Settlement {
  private final Session session;
  private final ProtocolLoop loop;
  private final ReplyQueue replies;
  private final Runnable whenSettled;

  /** In the order they were offered, which is the order of their deadlines. */
  private @Nullable ArrayDeque<Pending> pending;

  private int unsettled;

  /** A share that waits for the sink. */
  private static final class Pending {
    final RequestId id;
    final AcceptedShare share;
    final SentJob sent;
    final ReplyQueue.Slot slot;
    final CompletableFuture<?> recorded;
    final long deadlineNanos;
    boolean settled;

    Pending(
        RequestId id,
        AcceptedShare share,
        SentJob sent,
        ReplyQueue.Slot slot,
        CompletableFuture<?> recorded,
        long deadlineNanos) {
      this.id = id;
      this.share = share;
      this.sent = sent;
      this.slot = slot;
      this.recorded = recorded;
      this.deadlineNanos = deadlineNanos;
    }
  }

  Settlement(Session session, ProtocolLoop loop, ReplyQueue replies, Runnable whenSettled) {
    this.session = session;
    this.loop = loop;
    this.replies = replies;
    this.whenSettled = whenSettled;
  }

  /** Whether as many shares wait as may. */
  boolean isFull() {
    return unsettled >= loop.protocol().limits().pendingShares();
  }

  /** How many accepted shares wait to be recorded. */
  int unsettled() {
    return unsettled;
  }

  @SuppressWarnings("ReferenceEquality") // RECORDED is one object on purpose.
  void settle(RequestId id, AcceptedShare share, SentJob sent, long nowNanos) {
    loop.tally().accepted();
    CompletionStage<?> stage = record(share);
    if (stage == ShareSink.RECORDED) {
      succeed(id, share);
      return;
    }
    CompletableFuture<?> recorded = toFuture(stage);
    if (recorded.isDone() && !recorded.isCompletedExceptionally()) {
      succeed(id, share);
    } else if (loop.protocol().acknowledgement() == Acknowledgement.ON_VALIDATED) {
      succeed(id, share);
      loop.whenDone(recorded, (value, failure) -> reportLoss(failure));
    } else {
      await(recorded, id, share, sent, nowNanos);
    }
  }

  /** Gives up on shares that have waited too long. */
  void tick(long nowNanos) {
    while (pending != null && !pending.isEmpty()) {
      Pending oldest = pending.getFirst();
      if (!oldest.settled && oldest.deadlineNanos - nowNanos > 0) {
        return;
      }
      pending.removeFirst();
      if (!oldest.settled) {
        giveUp(oldest);
      }
    }
    pending = null;
  }

  /** The connection is gone: nobody can be told, so whatever waits may be sent again. */
  void abandon() {
    if (pending != null) {
      for (Pending waiting : pending) {
        if (!waiting.settled) {
          waiting.settled = true;
          waiting.sent.remove(waiting.share.id());
        }
      }
      pending = null;
    }
  }

  /** Its time is up; but its success may just be on the way here. */
  private void giveUp(Pending waiting) {
    boolean success = waiting.recorded.isDone() && !waiting.recorded.isCompletedExceptionally();
    if (!success) {
      withdraw(waiting.share); // before the answer: the same share may be the next line
    }
    settled(waiting, success);
  }

  private void withdraw(AcceptedShare share) {
    try {
      loop.protocol().shareSink().withdraw(share);
    } catch (Exception thrown) {
      reportLoss(thrown);
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

  private void await(
      CompletableFuture<?> recorded,
      RequestId id,
      AcceptedShare share,
      SentJob sent,
      long nowNanos) {
    long deadline = nowNanos + loop.protocol().limits().recording().toNanos();
    Pending waiting = new Pending(id, share, sent, replies.reserve(), recorded, deadline);
    unsettled++;
    if (recorded.isCompletedExceptionally()) { // not isDone(): it may have succeeded meanwhile
      reportLoss(recorded);
      settled(waiting, false);
      return;
    }
    if (pending == null) {
      pending = new ArrayDeque<>();
    }
    pending.addLast(waiting);
    loop.whenDone(
        recorded,
        (value, failure) -> {
          reportLoss(failure);
          loop.execute(() -> settled(waiting, failure == null));
        });
  }

  private void settled(Pending waiting, boolean success) {
    if (waiting.settled) {
      return;
    }
    waiting.settled = true;
    unsettled--;
    while (pending != null && !pending.isEmpty() && pending.getFirst().settled) {
      pending.removeFirst();
    }
    if (success) {
      loop.tally().acknowledged();
      loop.judged(new ShareResult.Accepted(waiting.share), session.id());
      replies.fillTrue(waiting.slot, waiting.id);
    } else {
      loop.tally().notRecorded();
      waiting.sent.remove(waiting.share.id());
      loop.judged(
          new ShareResult.Rejected(waiting.share.share(), RejectReason.NOT_RECORDED), session.id());
      replies.fillError(waiting.slot, waiting.id, StratumError.of(RejectReason.NOT_RECORDED));
    }
    whenSettled.run();
  }

  private void succeed(RequestId id, AcceptedShare share) {
    loop.tally().acknowledged();
    loop.judged(new ShareResult.Accepted(share), session.id());
    replies.sendTrue(id);
  }

  private void reportLoss(@Nullable Throwable failure) {
    if (failure != null) {
      loop.fault("ShareSink", session.id(), failure);
    }
  }

  private void reportLoss(CompletableFuture<?> failed) {
    loop.whenDone(failed, (value, failure) -> reportLoss(failure));
  }
}
