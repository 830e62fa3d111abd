package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.AcceptedShare;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * The accepted shares of one session that wait to be recorded, in the order they were offered,
 * which is the order of their deadlines.
 *
 * <p><em>Loop-confined.</em>
 */
final class PendingShares {
  private final ArrayDeque<PendingShare> inOrder = new ArrayDeque<>();
  private int unsettled;

  /** A share that waits for the sink. */
  static final class PendingShare {
    final RequestId id;
    final AcceptedShare share;
    final SeenShares seen;
    final HeldReplies.Slot slot;
    final CompletableFuture<?> recorded;
    final long deadlineNanos;
    boolean settled;

    PendingShare(
        RequestId id,
        AcceptedShare share,
        SeenShares seen,
        HeldReplies.Slot slot,
        CompletableFuture<?> recorded,
        long deadlineNanos) {
      this.id = id;
      this.share = share;
      this.seen = seen;
      this.slot = slot;
      this.recorded = recorded;
      this.deadlineNanos = deadlineNanos;
    }
  }

  int unsettled() {
    return unsettled;
  }

  void add(PendingShare waiting) {
    inOrder.addLast(waiting);
    unsettled++;
  }

  /** Takes note that a share's fate is known; false if it was before. */
  boolean settle(PendingShare waiting) {
    if (waiting.settled) {
      return false;
    }
    waiting.settled = true;
    unsettled--;
    while (!inOrder.isEmpty() && inOrder.getFirst().settled) {
      inOrder.removeFirst();
    }
    return true;
  }

  /** Whether the share that has waited longest has waited too long. */
  boolean isOverdue(long nowNanos) {
    return !inOrder.isEmpty() && inOrder.getFirst().deadlineNanos - nowNanos <= 0;
  }

  /** The share that has waited longest. */
  PendingShare oldest() {
    return inOrder.getFirst();
  }

  /** Nobody can be told any more: all that wait may be sent again. */
  void abandon() {
    for (PendingShare waiting : inOrder) {
      if (!waiting.settled) {
        waiting.settled = true;
        waiting.seen.remove(waiting.share.id());
      }
    }
    inOrder.clear();
    unsettled = 0;
  }
}
