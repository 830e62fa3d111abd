package io.stratumj.nio;

import io.stratumj.api.work.Bytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of bytes in a {@link WriteQueue}: either a block of its own that bytes are copied into,
 * or a reference to a line that many connections share. <em>Loop-confined</em>, and used again and
 * again through {@link Segments}.
 *
 * <p>The bytes waiting are those from {@code from} (inclusive) to {@code to} (exclusive).
 */
final class Segment {
  /** Empty in a segment that refers to a shared line. */
  private final byte[] block;

  private Bytes shared = Bytes.EMPTY;
  private int from;
  private int to;

  /** The next one in a write queue, or in the list of free ones. */
  @Nullable Segment next;

  /**
   * An empty segment.
   *
   * @param blockSize how many bytes it can take by copy; 0 for one that refers to a shared line
   */
  Segment(int blockSize) {
    this.block = new byte[blockSize];
  }

  /** Whether this one has a block of its own. */
  boolean hasBlock() {
    return block.length > 0;
  }

  /** Bytes that wait. */
  int size() {
    return to - from;
  }

  /** Copies as many of the bytes as its block has room for, and tells how many. */
  int take(byte[] bytes, int at, int length) {
    if (!hasBlock()) {
      return 0;
    }
    int taken = Math.min(length, block.length - to);
    System.arraycopy(bytes, at, block, to, taken);
    to += taken;
    return taken;
  }

  /** Refers to a shared line. */
  void refer(Bytes line) {
    shared = line;
    to = line.size();
  }

  /** Puts as many waiting bytes into the buffer as fit. They go on waiting. */
  void copyTo(ByteBuffer target) {
    int length = Math.min(size(), target.remaining());
    if (hasBlock()) {
      target.put(block, from, length);
    } else {
      shared.copyTo(target, from, length);
    }
  }

  /** Forgets the first {@code count} waiting bytes. */
  void skip(int count) {
    from += count;
  }

  /** Forgets everything. */
  void clear() {
    shared = Bytes.EMPTY;
    from = 0;
    to = 0;
    next = null;
  }
}
