package io.stratumj.testkit.cpu;

import io.stratumj.api.work.Bytes;
import io.stratumj.testkit.mining.HeaderSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that hash the newest task until there is another. <em>Thread-safe.</em> They are daemons,
 * named {@code cpu-miner-0} and so on, and end with {@link #close}.
 */
final class HashThreads implements AutoCloseable {
  /** Some 20 ms of work: how long an old task is hashed on at most. */
  private static final int CHUNK = 1 << 16;

  /** At a difficulty that is much too low, hashing waits for the pool. */
  private static final int FINDS_MAX = 256;

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ArrayBlockingQueue<Find> finds = new ArrayBlockingQueue<>(FINDS_MAX);
  private final LongAdder hashes = new LongAdder();
  private final List<Thread> threads = new ArrayList<>();
  private volatile @Nullable HashTask task;
  private volatile boolean closed;

  /** Starts them; they have nothing to do yet. */
  HashThreads(int count) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::hash, "cpu-miner-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** Has all work on this, and on nothing else. */
  void work(HashTask newest) {
    task = newest;
    threads.forEach(LockSupport::unpark);
  }

  /** Has all rest. */
  void rest() {
    task = null;
  }

  /** Shares that were found, the oldest first. */
  ArrayBlockingQueue<Find> finds() {
    return finds;
  }

  /** How many hashes were made so far. */
  long hashes() {
    return hashes.sum();
  }

  /** Ends the threads and waits for them. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(LockSupport::unpark);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hash() {
    HeaderSearch search = new HeaderSearch();
    while (!closed) {
      HashTask current = task;
      if (current == null) {
        LockSupport.parkNanos(this, IDLE_NANOS);
      } else {
        hash(search, current);
      }
    }
  }

  /** Goes through the nonces of one extranonce2. */
  private void hash(HeaderSearch search, HashTask current) {
    long extranonce2 = current.take();
    Bytes header = current.header(extranonce2);
    long nonce = 0;
    while (nonce < 1L << 32 && isNewest(current)) {
      OptionalInt found = search.find(header, (int) nonce, CHUNK, current.target());
      long next = nonce + CHUNK;
      if (found.isPresent()) {
        add(new Find(current, extranonce2, found.getAsInt()));
        next = Integer.toUnsignedLong(found.getAsInt()) + 1;
      }
      hashes.add(next - nonce);
      nonce = next;
    }
  }

  /** Waits until there is room, or the find is worth nothing any more. */
  private void add(Find find) {
    while (isNewest(find.task()) && !finds.offer(find)) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same task again is another task
  private boolean isNewest(HashTask current) {
    return current == task && !closed;
  }
}
