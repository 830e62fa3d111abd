package io.stratumj.nio;

import io.stratumj.api.work.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that wait to be written to one connection, in order. <em>Loop-confined.</em>
 *
 * <p><b>What it is made for.</b> At one share in flight the two system calls are most of a share's
 * cost; at sixteen, one call must carry sixteen replies; and a new job goes to ten thousand
 * connections. Hence three rules.
 *
 * <ol>
 *   <li><b>Collect, then write once.</b> Replies are copied one behind the other into a block; they
 *       are written together when the conversation has finished with what was read.
 *   <li><b>Share, do not copy.</b> A line that goes to many is kept by reference, so a broadcast
 *       that cannot be written at once costs a slow connection one small object, not the line.
 *   <li><b>Own nothing while empty.</b> Blocks and references come from the loop's {@link Segments}
 *       and go back as soon as they are written. An idle connection's queue is four fields.
 * </ol>
 *
 * <p><b>How it writes.</b> It gathers what waits in the loop's one direct buffer and writes that:
 * the JDK would copy heap memory into such a buffer anyhow, and one buffer filled by us is one
 * system call for any number of segments, without an array of buffers to build. What the socket did
 * not take stays where it was; only the count of written bytes moves the queue on.
 *
 * <p>In steady state neither appending nor writing allocates.
 */
final class WriteQueue {
  private final Segments segments;
  private @Nullable Segment first;
  private @Nullable Segment last;
  private int size;

  /** An empty queue. */
  WriteQueue(Segments segments) {
    this.segments = segments;
  }

  /** Bytes that wait. */
  int size() {
    return size;
  }

  /** Whether none wait. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a copy of some bytes. */
  void append(byte[] bytes, int from, int length) {
    int copied = 0;
    while (copied < length) {
      Segment tail = last;
      int taken = tail == null ? 0 : tail.take(bytes, from + copied, length - copied);
      if (taken == 0) {
        add(segments.block());
      }
      copied += taken;
    }
    size += length;
  }

  /** Adds a line that others share, by reference. */
  void append(Bytes shared) {
    if (shared.isEmpty()) {
      return;
    }
    Segment reference = segments.reference();
    reference.refer(shared);
    add(reference);
    size += shared.size();
  }

  /**
   * Writes until nothing waits or the channel takes no more.
   *
   * @param scratch the loop's direct buffer; its content is lost
   * @return how many bytes were written
   * @throws IOException if the channel is broken; the queue is as it was before the failing write
   */
  int writeTo(WritableByteChannel channel, ByteBuffer scratch) throws IOException {
    int total = 0;
    while (size > 0) {
      gather(scratch);
      int gathered = scratch.remaining();
      int written = channel.write(scratch);
      skip(written);
      total += written;
      if (written < gathered) {
        break;
      }
    }
    return total;
  }

  /** Forgets everything. */
  void clear() {
    skip(size);
  }

  private void add(Segment segment) {
    Segment tail = last;
    if (tail == null) {
      first = segment;
    } else {
      tail.next = segment;
    }
    last = segment;
  }

  private void gather(ByteBuffer scratch) {
    scratch.clear();
    for (Segment s = first; s != null && scratch.hasRemaining(); s = s.next) {
      s.copyTo(scratch);
    }
    scratch.flip();
  }

  private void skip(int count) {
    size -= count;
    int left = count;
    while (first != null && left >= first.size()) {
      Segment done = first;
      left -= done.size();
      first = done.next;
      segments.free(done);
    }
    if (first == null) {
      last = null;
    } else {
      first.skip(left);
    }
  }
}
