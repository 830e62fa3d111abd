package io.stratumj.testkit.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One TCP connection, read by line and written by byte, every wait with a deadline.
 *
 * <p><em>Confined to one thread</em>: bytes move only inside a call. Deadlines are values of {@link
 * System#nanoTime()}; past one, a call throws {@link SocketTimeoutException}. While a write waits
 * for the peer to read, what the peer sends is received into memory, unless reading is stalled.
 */
public final class Wire implements AutoCloseable {
  /** More than this without anybody taking lines is a runaway peer, not a conversation. */
  private static final int BUFFERED_BYTES_MAX = 64 << 20;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer readBuffer = ByteBuffer.allocate(16 << 10);
  private final LineBuffer lines = new LineBuffer();
  private int pieceBytes = Integer.MAX_VALUE;
  private int sipBytes = Integer.MAX_VALUE;
  private long sipPauseNanos;
  private long nextSipNanos = System.nanoTime();
  private boolean stalled;
  private boolean ended;
  private Optional<IOException> readFailure = Optional.empty();

  private Wire(SocketChannel channel, Selector selector, SelectionKey key) {
    this.channel = channel;
    this.selector = selector;
    this.key = key;
  }

  /**
   * Connects.
   *
   * @param local where to connect from; absent for any
   * @param receiveBufferBytes the size of the kernel's receive buffer; absent for the system's own
   * @throws IOException if that fails or is not done at the deadline
   */
  public static Wire connect(
      SocketAddress remote,
      Optional<SocketAddress> local,
      OptionalInt receiveBufferBytes,
      long deadlineNanos)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      Selector selector = Selector.open();
      try {
        prepare(channel, local, receiveBufferBytes);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        Wire wire = new Wire(channel, selector, key);
        wire.finishConnect(remote, deadlineNanos);
        return wire;
      } catch (IOException | RuntimeException e) {
        selector.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** From now on, writes at most this many bytes at a time. */
  public void cutWrites(int bytes) {
    pieceBytes = bytes;
  }

  /** Stops to receive, or goes on, so that the peer's writes back up or flow again. */
  public void stall(boolean stall) {
    stalled = stall;
  }

  /**
   * Receives so many bytes at a time from now on.
   *
   * @param pauseNanos how long to rest after each time
   */
  public void sip(int bytes, long pauseNanos) {
    sipBytes = bytes;
    sipPauseNanos = pauseNanos;
    nextSipNanos = System.nanoTime();
  }

  /** Whether reading is stalled. */
  public boolean isStalled() {
    return stalled;
  }

  /**
   * Writes all bytes.
   *
   * @throws SocketTimeoutException if the peer does not take them in time
   * @throws IOException if the connection is gone
   */
  public void write(byte[] bytes, long deadlineNanos) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      ByteBuffer piece = rest.duplicate();
      piece.limit(piece.position() + Math.min(pieceBytes, piece.remaining()));
      int written = channel.write(piece);
      rest.position(rest.position() + written);
      if (written == 0) {
        await(SelectionKey.OP_WRITE | readInterest(), deadlineNanos, "the pool reads nothing");
        receive();
      }
    }
  }

  /**
   * The next line, without its end. When the peer has closed, what it sent after its last line end
   * comes as a line, and after that nothing: empty.
   *
   * @throws SocketTimeoutException if none comes in time
   * @throws IOException if the peer reset the connection
   */
  public Optional<String> readLine(long deadlineNanos) throws IOException {
    while (true) {
      Optional<String> line = lines.nextLine();
      if (line.isPresent()) {
        return line;
      }
      if (ended) {
        return lastLine();
      }
      await(readInterest(), deadlineNanos, stalled ? "reading is stalled" : "no line");
      receive();
    }
  }

  /** Ends the sending direction: the peer reads an end of stream and may go on writing. */
  public void halfClose() throws IOException {
    channel.shutdownOutput();
  }

  /** Closes so that the peer gets a reset in place of an end of stream. */
  public void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    close();
  }

  /** The address this end has. */
  public SocketAddress localAddress() throws IOException {
    return channel.getLocalAddress();
  }

  /** Closes. Idempotent. */
  @Override
  public void close() {
    try (selector;
        channel) {
      ended = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void prepare(
      SocketChannel channel, Optional<SocketAddress> local, OptionalInt receiveBufferBytes)
      throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (receiveBufferBytes.isPresent()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes.getAsInt());
    }
    if (local.isPresent()) {
      channel.bind(local.get());
    }
  }

  private void finishConnect(SocketAddress remote, long deadlineNanos) throws IOException {
    boolean connected = channel.connect(remote);
    while (!connected) {
      await(SelectionKey.OP_CONNECT, deadlineNanos, "no connection to " + remote);
      connected = channel.finishConnect();
    }
    key.interestOps(0);
  }

  private int readInterest() {
    return stalled || ended || isResting() ? 0 : SelectionKey.OP_READ;
  }

  private boolean isResting() {
    return sipPauseNanos > 0 && nextSipNanos - System.nanoTime() > 0;
  }

  private void await(int interest, long deadlineNanos, String problem) throws IOException {
    key.interestOps(interest);
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException(problem);
    }
    if (isResting()) {
      left = Math.min(left, nextSipNanos - System.nanoTime());
    }
    selector.select(ready -> {}, Math.max(0, Duration.ofNanos(left).toMillis()) + 1);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while waiting: " + problem);
    }
  }

  /** Takes what is there; a failure counts only once the lines before it have been handed out. */
  private void receive() {
    while (!stalled && !ended && !isResting()) {
      if (lines.size() > BUFFERED_BYTES_MAX) {
        fail(new IOException("the pool sent 64 MiB that nobody read"));
        return;
      }
      readBuffer.clear().limit(Math.min(sipBytes, readBuffer.capacity()));
      nextSipNanos = System.nanoTime() + sipPauseNanos;
      try {
        int count = channel.read(readBuffer);
        if (count == 0) {
          return;
        }
        ended = count < 0;
      } catch (IOException e) {
        fail(e);
      }
      lines.append(readBuffer.flip());
    }
  }

  private void fail(IOException failure) {
    ended = true;
    readFailure = Optional.of(failure);
  }

  private Optional<String> lastLine() throws IOException {
    String rest = lines.rest();
    if (!rest.isEmpty()) {
      return Optional.of(rest);
    }
    if (readFailure.isPresent()) {
      throw readFailure.get();
    }
    return Optional.empty();
  }
}
