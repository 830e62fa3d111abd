package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.Credentials;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one session the authorizer has not decided about, in the order they asked, which
 * is the order of their deadlines.
 *
 * <p><em>Loop-confined.</em>
 */
final class PendingAuthorizations {
  private final List<Pending> inOrder = new ArrayList<>(1);

  /** One worker, and who asked: the same worker may ask again before it has its answer. */
  static final class Pending {
    final Credentials credentials;
    final List<RequestId> ids = new ArrayList<>(1);
    final long deadlineNanos;

    Pending(Credentials credentials, RequestId id, long deadlineNanos) {
      this.credentials = credentials;
      this.deadlineNanos = deadlineNanos;
      ids.add(id);
    }
  }

  boolean isEmpty() {
    return inOrder.isEmpty();
  }

  int size() {
    return inOrder.size();
  }

  void add(Pending asked) {
    inOrder.add(asked);
  }

  /** Takes one out; false if it was decided before. */
  boolean remove(Pending asked) {
    return inOrder.remove(asked);
  }

  @Nullable Pending find(WorkerName name) {
    for (Pending asked : inOrder) {
      if (asked.credentials.worker().equals(name)) {
        return asked;
      }
    }
    return null;
  }

  /** The one that has waited longest, if that is too long. */
  @Nullable Pending overdue(long nowNanos) {
    boolean late = !inOrder.isEmpty() && inOrder.get(0).deadlineNanos - nowNanos <= 0;
    return late ? inOrder.get(0) : null;
  }
}
