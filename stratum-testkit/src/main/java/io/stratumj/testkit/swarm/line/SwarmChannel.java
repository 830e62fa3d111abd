package io.stratumj.testkit.swarm.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * One connection of a swarm: lines in, bytes out, never blocking. Holds bytes of its own only while
 * half a line has come, or the server reads more slowly than is sent. <em>Confined to the swarm's
 * thread.</em>
 */
public final class SwarmChannel {
  /** No server has a reason for a longer line; a job of a thousand branches has half of it. */
  private static final int LINE_BYTES_MAX = 1 << 17;

  private static final byte[] NOTHING = {};

  /** Takes the lines that come. */
  public interface LineTaker {
    /** A line came; its end is not included. Answers whether to go on. */
    boolean line(byte[] bytes, int from, int to) throws IOException;
  }

  private final SwarmBuffers buffers;
  private final SocketChannel channel;
  private final SelectionKey key;
  private byte[] half = NOTHING;
  private byte[] unsent = NOTHING;
  private int unsentFrom;
  private int unsentTo;
  private int pieceBytes = Integer.MAX_VALUE;
  private int stallAfterBytes = Integer.MAX_VALUE;
  private int sipBytes = Integer.MAX_VALUE;
  private boolean stalled;
  private boolean sipped;

  private SwarmChannel(SwarmBuffers buffers, SocketChannel channel, SelectionKey key) {
    this.buffers = buffers;
    this.channel = channel;
    this.key = key;
  }

  /**
   * Begins to connect.
   *
   * @param source where from; absent for any
   * @param attachment what the key shall carry
   */
  public static SwarmChannel connect(
      SwarmBuffers buffers,
      Selector selector,
      InetSocketAddress server,
      Optional<InetSocketAddress> source,
      Object attachment)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (source.isPresent()) {
        channel.bind(source.get());
      }
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, attachment);
      channel.connect(server);
      return new SwarmChannel(buffers, channel, key);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether the connection stands, as it may at once on a loopback: no event tells it then. */
  public boolean isConnected() {
    return channel.isConnected();
  }

  /** Whether the connection stands now. */
  public boolean finishConnect() throws IOException {
    if (!channel.finishConnect()) {
      return false;
    }
    applyInterest();
    return true;
  }

  /** Whether there is something to read. */
  public boolean isReadable() {
    return key.isReadable();
  }

  /** Whether there is room for what could not be sent. */
  public boolean isWritable() {
    return key.isWritable();
  }

  /** How many bytes the server was too slow for. */
  public int unsentBytes() {
    return unsentTo - unsentFrom;
  }

  /**
   * Reads once and hands out the lines that are whole.
   *
   * @return false if the server has ended the stream
   */
  public boolean read(LineTaker taker) throws IOException {
    int count = buffers.read(channel, half, sipBytes);
    if (sipBytes < Integer.MAX_VALUE) {
      sipped = true;
      applyInterest();
    }
    if (count <= 0) {
      return count == 0;
    }
    byte[] bytes = buffers.received();
    int end = half.length + count;
    int from = 0;
    int at = half.length;
    half = NOTHING;
    while (at < end) {
      if (bytes[at] == '\n') {
        if (at > from && !taker.line(bytes, from, at)) {
          return true;
        }
        from = at + 1;
      }
      at++;
    }
    if (end - from > LINE_BYTES_MAX) {
      throw new IOException("a line of more than " + LINE_BYTES_MAX + " bytes");
    }
    half = from == end ? NOTHING : Arrays.copyOfRange(bytes, from, end);
    return true;
  }

  /** Sends the lines in the buffers, now or as soon as the server reads. */
  public void flush() throws IOException {
    int size = buffers.lines().size();
    if (size == 0) {
      return;
    }
    byte[] bytes = buffers.lines().array();
    int most = Math.min(size, Math.min(pieceBytes, stallAfterBytes));
    int sent = unsentBytes() > 0 || stalled ? 0 : buffers.write(channel, bytes, 0, most);
    if (sent < size) {
      stalled |= stallAfterBytes < Integer.MAX_VALUE;
      keep(bytes, sent, size);
      applyInterest();
    }
    buffers.lines().clear();
  }

  /** Sends what could not be sent before. */
  public void write() throws IOException {
    int to = (int) Math.min(unsentTo, (long) unsentFrom + pieceBytes);
    unsentFrom += buffers.write(channel, unsent, unsentFrom, to);
    if (unsentFrom == unsentTo) {
      unsent = NOTHING;
      unsentFrom = 0;
      unsentTo = 0;
      applyInterest();
    }
  }

  /** From now on hands over so many bytes at a time. */
  public void fragment(int bytes) {
    pieceBytes = bytes;
  }

  /** Sends so many bytes of what comes next, and nothing after that until {@link #goOn}. */
  public void stallAfter(int bytes) {
    stallAfterBytes = bytes;
  }

  /** Sends what was held back. */
  public void goOn() {
    stallAfterBytes = Integer.MAX_VALUE;
    stalled = false;
    applyInterest();
  }

  /** From now on reads so many bytes, and no more until {@link #sipAgain}. */
  public void sip(int bytes) {
    sipBytes = bytes;
  }

  /** Reads once more. */
  public void sipAgain() {
    sipped = false;
    applyInterest();
  }

  /** Ends the sending direction. */
  public void endSending() throws IOException {
    channel.shutdownOutput();
  }

  /** Ends the connection with a reset, as a process does that is killed. */
  public void reset() {
    try (channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException gone) {
      // It has ended in another way, which is as good.
      half = NOTHING;
    }
  }

  private void keep(byte[] bytes, int from, int to) {
    byte[] all = Arrays.copyOfRange(unsent, unsentFrom, unsentTo + to - from);
    System.arraycopy(bytes, from, all, unsentBytes(), to - from);
    unsentTo = all.length;
    unsentFrom = 0;
    unsent = all;
  }

  /** The one place where it is said what is waited for. */
  private void applyInterest() {
    int reading = sipped ? 0 : SelectionKey.OP_READ;
    int writing = unsentBytes() > 0 && !stalled ? SelectionKey.OP_WRITE : 0;
    key.interestOps(reading | writing);
  }
}
