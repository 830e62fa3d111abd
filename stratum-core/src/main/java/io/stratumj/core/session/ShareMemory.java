package io.stratumj.core.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the hashes of accepted shares take in all sessions of a server together, and how
 * much they may: each session's bound alone would let thousands of them fill the heap, and a server
 * without memory serves nobody.
 *
 * <p><em>Thread-safe</em>: the loops of a server share it. So it may be exceeded a little, by what
 * they add at the same moment.
 */
final class ShareMemory {
  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean told = new AtomicBoolean();

  ShareMemory(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  long bytesMax() {
    return bytesMax;
  }

  boolean hasRoom() {
    return bytes.get() < bytesMax;
  }

  /** So many bytes more are taken. */
  void take(long more) {
    if (more != 0) { // mostly a hash fits where there is room already
      bytes.addAndGet(more);
    }
  }

  /** So many bytes are free again. */
  void giveBack(long less) {
    if (bytes.addAndGet(-less) < bytesMax) {
      told.set(false);
    }
  }

  /** Whether it is full for the first time since there was room. */
  boolean isNewlyFull() {
    return !told.getAndSet(true);
  }
}
