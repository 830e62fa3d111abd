package io.stratumj.testkit.swarm.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * What all miners of a swarm receive into and send from, one after the other: an idle miner holds
 * no buffer. <em>Confined to the swarm's thread.</em>
 */
public final class SwarmBuffers {
  private static final int READ_BYTES = 1 << 16;

  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final SubmitLines lines = new SubmitLines();
  private ByteBuffer out = ByteBuffer.allocateDirect(READ_BYTES);
  private byte[] received = new byte[2 * READ_BYTES];

  /** The lines being written for the miner whose turn it is. */
  public SubmitLines lines() {
    return lines;
  }

  /** What was received: valid until the next {@link #read}. */
  public byte[] received() {
    return received;
  }

  /**
   * Reads what is there, up to some bytes, behind what was left of the last read.
   *
   * @return how many bytes came, -1 at the end of the stream
   */
  public int read(SocketChannel channel, byte[] left, int most) throws IOException {
    in.clear().limit(Math.min(most, READ_BYTES));
    int count = channel.read(in);
    if (count > 0) {
      if (received.length < left.length + count) {
        received = Arrays.copyOf(received, 2 * (left.length + count));
      }
      System.arraycopy(left, 0, received, 0, left.length);
      in.flip().get(received, left.length, count);
    }
    return count;
  }

  /** Writes as much as the socket takes. Answers how many bytes that was. */
  public int write(SocketChannel channel, byte[] bytes, int from, int to) throws IOException {
    if (out.capacity() < to - from) {
      out = ByteBuffer.allocateDirect(2 * (to - from));
    }
    out.clear().put(bytes, from, to - from).flip();
    return channel.write(out);
  }
}
