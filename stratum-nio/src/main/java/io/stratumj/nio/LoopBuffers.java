package io.stratumj.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * The buffers of one event loop, used by all its connections in turn, so that a connection has none
 * of its own. <em>Loop-confined.</em>
 *
 * <p>The system reads into and writes from direct ones; conversations get a heap one, because they
 * work on its array.
 */
final class LoopBuffers {
  /**
   * Bytes of one read: the longest line, or some 150 shares. Not more, because the replies to one
   * read are collected before they are written, and the shortest request has a reply six times as
   * long: they must stay within what may wait for a connection.
   */
  static final int READ_BYTES = 16 * 1024;

  /** Bytes of one write. */
  static final int WRITE_BYTES = 64 * 1024;

  private final ByteBuffer incoming = ByteBuffer.allocateDirect(READ_BYTES);
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(WRITE_BYTES);
  private final ByteBuffer heap = ByteBuffer.allocate(READ_BYTES);

  /**
   * Reads once. What was read is in {@link #received()}.
   *
   * @return how many bytes were read, or -1 at the end of the stream
   */
  int readFrom(ReadableByteChannel channel) throws IOException {
    incoming.clear();
    int count = channel.read(incoming);
    if (count > 0) {
      incoming.flip();
      incoming.get(heap.array(), 0, count);
      heap.clear().limit(count);
    }
    return count;
  }

  /** What the last {@link #readFrom} read, to be used before the next. */
  ByteBuffer received() {
    return heap;
  }

  /** A direct buffer to write from. Its content is lost at the next write. */
  ByteBuffer scratch() {
    return outgoing;
  }
}
