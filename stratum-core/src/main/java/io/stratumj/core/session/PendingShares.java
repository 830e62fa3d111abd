package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.AcceptedShare;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The accepted shares of one session that wait to be recorded, and those that wait to be withdrawn,
 * each in the order of their deadlines.
 *
 * <p><em>Loop-confined.</em>
 */
final class PendingShares {
  private final ArrayDeque<PendingShare> offered = new ArrayDeque<>();
  private final ArrayDeque<PendingShare> withdrawn = new ArrayDeque<>();
  private int unsettled;

  /** A share that waits for the sink. */
  static final class PendingShare {
    final RequestId id;
    final AcceptedShare share;
    final SeenShares seen;
    final HeldReplies.Slot slot;
    final CompletableFuture<?> recorded;
    long deadlineNanos;

    /** Its recording counts no more: the sink was asked to undo it. */
    boolean withdrawn;

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
    offered.addLast(waiting);
    unsettled++;
  }

  /** Takes note that a share's fate is known; false if it was before. */
  boolean settle(PendingShare waiting) {
    if (waiting.settled) {
      return false;
    }
    waiting.settled = true;
    unsettled--;
    dropSettled();
    return true;
  }

  /** Takes note that a share is being withdrawn, and until when. */
  void withdraw(PendingShare waiting, long deadlineNanos) {
    waiting.withdrawn = true;
    waiting.deadlineNanos = deadlineNanos;
    withdrawn.addLast(waiting);
    dropSettled();
  }

  /** A share that should be recorded by now and is not; null if there is none. */
  @Nullable PendingShare overdue(long nowNanos) {
    PendingShare oldest = offered.peekFirst();
    return oldest != null && oldest.deadlineNanos - nowNanos <= 0 ? oldest : null;
  }

  /** Whether a share should be withdrawn by now and is not. */
  boolean isInDoubt(long nowNanos) {
    PendingShare oldest = withdrawn.peekFirst();
    return oldest != null && oldest.deadlineNanos - nowNanos <= 0;
  }

  /** Nobody can be told any more: all that wait may be sent again. */
  void abandon() {
    abandon(offered);
    abandon(withdrawn);
    unsettled = 0;
  }

  private static void abandon(ArrayDeque<PendingShare> shares) {
    for (PendingShare waiting : shares) {
      if (!waiting.settled) {
        waiting.settled = true;
        waiting.seen.removeUnanswered(waiting.share.id());
      }
    }
    shares.clear();
  }

  private void dropSettled() {
    while (!offered.isEmpty() && (offered.getFirst().settled || offered.getFirst().withdrawn)) {
      offered.removeFirst();
    }
    while (!withdrawn.isEmpty() && withdrawn.getFirst().settled) {
      withdrawn.removeFirst();
    }
  }
}
