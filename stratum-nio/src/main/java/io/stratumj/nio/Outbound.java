package io.stratumj.nio;

import io.stratumj.api.work.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * What waits to be written to one connection, and the two signs of a peer that does not read: more
 * waits than may (SPEC L2), or for too long nothing was taken (SPEC H8). <em>Loop-confined.</em>
 *
 * <p>A message is taken whole or not at all. It is taken while what waits is within the bound, so
 * that one message longer than the bound can be sent; once one was refused, none is taken any more.
 */
final class Outbound {
  private final WriteQueue queue;
  private boolean overflowed;

  /** When bytes began to wait, or when the channel last took some. */
  private long progressNanos;

  /** Nothing waits. */
  Outbound(Segments segments) {
    this.queue = new WriteQueue(segments);
  }

  /** Adds a copy of a message, if what waits is within the bound. */
  void append(byte[] bytes, int from, int length, int bytesMax, long nowNanos) {
    if (admits(bytesMax, nowNanos)) {
      queue.append(bytes, from, length);
    }
  }

  /** Adds a message that others share, if what waits is within the bound. */
  void append(Bytes shared, int bytesMax, long nowNanos) {
    if (admits(bytesMax, nowNanos)) {
      queue.append(shared);
    }
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Whether a message was refused. */
  boolean isOverflowed() {
    return overflowed;
  }

  /** Whether bytes wait and the channel has taken none for this long. */
  boolean isStalled(long allowedNanos, long nowNanos) {
    return !queue.isEmpty() && nowNanos - progressNanos >= allowedNanos;
  }

  /** Writes what waits, or as much as the channel takes. */
  void writeTo(WritableByteChannel channel, ByteBuffer scratch, long nowNanos) throws IOException {
    if (!queue.isEmpty() && queue.writeTo(channel, scratch) > 0) {
      progressNanos = nowNanos;
    }
  }

  /** Forgets what waits. */
  void clear() {
    queue.clear();
  }

  private boolean admits(int bytesMax, long nowNanos) {
    if (queue.isEmpty()) {
      progressNanos = nowNanos;
    }
    overflowed |= queue.size() > bytesMax;
    return !overflowed;
  }
}
