package io.stratumj.core.sinks;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Hash256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The shares between the event loops, which add them, and the sink's thread, which takes them in
 * batches; and those that are to be taken out of the store. <em>Thread-safe</em>: one lock, held
 * for no longer than it takes to move shares.
 */
final class WaitingShares {
  private final BatchOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** In the order they came. By id, so that one can be withdrawn. */
  private final Map<Hash256, Waiting> queue = new LinkedHashMap<>();

  /** Their miners are to hear that they are not in the store, and they may be. */
  private final Map<Hash256, Waiting> doubtful = new LinkedHashMap<>();

  private int writing;

  /** What was taken and is not dealt with, of which nobody knows yet where it is. */
  private Turn inHand = Turn.NOTHING;

  /** The ids of {@link #inHand}, once somebody has asked. */
  private @Nullable Set<Hash256> inHandIds;

  private boolean closing;
  private boolean abandoned;

  /** A share, and what completes when it is written, or taken out. */
  record Waiting(AcceptedShare share, CompletableFuture<Void> done) {
    Waiting(AcceptedShare share) {
      this(share, new CompletableFuture<>());
    }
  }

  /**
   * What to do next: first withdraw, then write.
   *
   * @param withdrawn shares to take out of the store
   * @param batch shares to write
   * @param closing whether there is nothing to do after this but what follows from it
   */
  record Turn(List<Waiting> withdrawn, List<Waiting> batch, boolean closing) {
    static final Turn NOTHING = new Turn(List.of(), List.of(), false);

    boolean isEmpty() {
      return withdrawn.isEmpty() && batch.isEmpty();
    }
  }

  WaitingShares(BatchOptions options) {
    this.options = options;
  }

  /** Adds a share; the same that waits already is not added twice. */
  CompletableFuture<Void> add(AcceptedShare share) {
    lock.lock();
    try {
      Waiting same = queue.get(share.id());
      if (same != null) {
        return same.done();
      }
      if (closing) {
        return CompletableFuture.failedFuture(closed());
      }
      if (queue.size() >= options.queueMax()) {
        return refused(options.queueMax() + " shares wait to be written");
      }
      Waiting waiting = new Waiting(share);
      queue.put(share.id(), waiting);
      if (queue.size() == 1 || queue.size() == options.sharesMax()) {
        changed.signal();
      }
      return waiting.done();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets a share if it waits, as nobody awaits its stage. Unless that was all there is of it, as
   * when it was offered before and is just being written, has it taken out of the store.
   */
  CompletableFuture<Void> withdraw(AcceptedShare share) {
    lock.lock();
    try {
      boolean waited = queue.remove(share.id()) != null;
      if (waited && !isInHand(share.id()) && !doubtful.containsKey(share.id())) {
        return CompletableFuture.completedFuture(null);
      }
      Waiting same = doubtful.get(share.id());
      if (same != null) {
        return same.done();
      }
      if (abandoned) {
        return CompletableFuture.failedFuture(closed());
      }
      if (doubtful.size() >= options.queueMax()) {
        return refused(options.queueMax() + " shares wait to be withdrawn");
      }
      Waiting doubt = new Waiting(share);
      doubtful.put(share.id(), doubt);
      changed.signal();
      return doubt.done();
    } finally {
      lock.unlock();
    }
  }

  /** How many shares were added and are not settled. */
  int size() {
    lock.lock();
    try {
      return queue.size() + writing;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for something to do, and then, for a batch, until it is full or has lingered.
   *
   * @param retrying whether withdrawing has just failed, and should wait before it is tried alone
   */
  Turn take(boolean retrying) throws InterruptedException {
    lock.lock();
    try {
      inHand(Turn.NOTHING);
      awaitWork(retrying);
      if (!queue.isEmpty()) {
        awaitCompany();
      }
      List<Waiting> withdrawn = List.copyOf(doubtful.values());
      doubtful.clear();
      List<Waiting> batch = firstOfQueue();
      writing = batch.size();
      inHand(new Turn(withdrawn, batch, closing));
      return inHand;
    } finally {
      lock.unlock();
    }
  }

  /** The batch that was taken is dealt with. */
  void written() {
    lock.lock();
    try {
      writing = 0;
      inHand(Turn.NOTHING);
    } finally {
      lock.unlock();
    }
  }

  /** These could not be taken out: they are to be tried again. */
  void putBack(List<Waiting> doubts) {
    lock.lock();
    try {
      if (abandoned) {
        doubts.forEach(doubt -> doubt.done().completeExceptionally(closed()));
        return;
      }
      for (Waiting doubt : doubts) {
        Waiting later = doubtful.putIfAbsent(doubt.share().id(), doubt);
        if (later != null) {
          var unused = later.done().thenRun(() -> doubt.done().complete(null));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Adds no more; what waits is still to be taken. */
  void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses everything that waits, now and later. */
  void abandon() {
    List<Waiting> left = new ArrayList<>();
    lock.lock();
    try {
      abandoned = true;
      left.addAll(queue.values());
      left.addAll(doubtful.values());
      queue.clear();
      doubtful.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(each -> each.done().completeExceptionally(closed()));
  }

  /** How many shares are to be taken out of the store, should they be in it. */
  int inDoubt() {
    lock.lock();
    try {
      return doubtful.size();
    } finally {
      lock.unlock();
    }
  }

  private void inHand(Turn turn) {
    inHand = turn;
    inHandIds = null;
  }

  private boolean isInHand(Hash256 id) {
    if (inHandIds == null) {
      inHandIds = new HashSet<>();
      for (List<Waiting> part : List.of(inHand.withdrawn(), inHand.batch())) {
        for (Waiting each : part) {
          inHandIds.add(each.share().id());
        }
      }
    }
    return inHandIds.contains(id);
  }

  private void awaitWork(boolean retrying) throws InterruptedException {
    long left = retrying ? options.retryDelay().toNanos() : 0;
    while (queue.isEmpty() && !closing && (doubtful.isEmpty() || left > 0)) {
      if (doubtful.isEmpty()) {
        changed.await();
      } else {
        left = changed.awaitNanos(left);
      }
    }
  }

  private void awaitCompany() throws InterruptedException {
    long left = options.linger().toNanos();
    while (left > 0 && queue.size() < options.sharesMax() && !closing && !queue.isEmpty()) {
      left = changed.awaitNanos(left);
    }
  }

  private List<Waiting> firstOfQueue() {
    List<Waiting> batch = new ArrayList<>(Math.min(queue.size(), options.sharesMax()));
    Iterator<Waiting> oldest = queue.values().iterator();
    while (oldest.hasNext() && batch.size() < options.sharesMax()) {
      batch.add(oldest.next());
      oldest.remove();
    }
    return batch;
  }

  private static RejectedExecutionException closed() {
    return new RejectedExecutionException("the sink is closed");
  }

  private static CompletableFuture<Void> refused(String why) {
    return CompletableFuture.failedFuture(new RejectedExecutionException(why));
  }
}
