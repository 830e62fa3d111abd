package io.stratumj.nio;

import java.nio.ByteBuffer;

/**
 * What TLS connections of one event loop encrypt from and decrypt to, in turn, so that an idle one
 * has no buffer of its own. <em>Loop-confined.</em> Nothing is allocated before the first is used.
 */
final class TlsBuffers {
  /** Of application data in a record there can be no more. */
  private static final int PLAIN_BYTES = 16 * 1024;

  private static final int RECORD_BYTES = PLAIN_BYTES + 1024;

  private ByteBuffer received = ByteBuffer.allocate(0);
  private ByteBuffer collected = ByteBuffer.allocate(0);
  private ByteBuffer record = ByteBuffer.allocate(0);

  /** Where the content of a received record goes; empty. */
  ByteBuffer received(int sizeMin) {
    received = withRoom(received, Math.max(sizeMin, PLAIN_BYTES));
    return received.clear();
  }

  /** Where a connection collects what will be one record; as it was left. */
  ByteBuffer collected() {
    collected = withRoom(collected, PLAIN_BYTES);
    return collected;
  }

  /** Where a record to be sent is made; empty. */
  ByteBuffer record(int sizeMin) {
    record = withRoom(record, Math.max(sizeMin, RECORD_BYTES));
    return record.clear();
  }

  private static ByteBuffer withRoom(ByteBuffer buffer, int bytes) {
    return buffer.capacity() >= bytes ? buffer : ByteBuffer.allocate(bytes);
  }
}
