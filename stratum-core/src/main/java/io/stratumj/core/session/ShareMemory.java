package io.stratumj.core.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the hashes of accepted shares take in all sessions of a server together, and how
 * much they may: each session's bound alone would let thousands of them fill the heap, and a server
 * without memory serves nobody.
 *
 * <p>Half of it is for whoever comes first. The other half is for those that have no more than
 * their part, so that a few greedy miners leave room for the others.
 *
 * <p><em>Thread-safe</em>: the loops of a server share it. So it may be exceeded a little, by what
 * they add at the same moment, and by the tables of those that find it full.
 */
final class ShareMemory {
  /** The table of some sixty shares: nobody is greedy with so few. */
  private static final int SMALL = 2_048;

  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger tables = new AtomicInteger();
  private final AtomicBoolean told = new AtomicBoolean();

  ShareMemory(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  long bytesMax() {
    return bytesMax;
  }

  long bytes() {
    return bytes.get();
  }

  boolean hasRoom() {
    return bytes.get() < bytesMax;
  }

  /**
   * Whether a table of this size is more than its part of what is there, half of which is taken.
   */
  boolean isGreedy(long table) {
    return bytes.get() >= bytesMax / 2
        && table > Math.max(SMALL, bytesMax / Math.max(1, tables.get()));
  }

  /** There is a new table. */
  void open(long table) {
    tables.incrementAndGet();
    bytes.addAndGet(table);
  }

  /** A table takes so many bytes more. */
  void grow(long more) {
    if (more != 0) { // mostly a hash fits where there is room already
      bytes.addAndGet(more);
    }
  }

  /** A table is gone. */
  void close(long table) {
    tables.decrementAndGet();
    if (bytes.addAndGet(-table) < bytesMax / 5 * 2) {
      told.set(false);
    }
  }

  /** Whether this is asked for the first time since less than two fifths were taken. */
  boolean isNewlyShort() {
    return !told.getAndSet(true);
  }
}
