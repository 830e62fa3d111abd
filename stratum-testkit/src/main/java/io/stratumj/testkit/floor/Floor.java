package io.stratumj.testkit.floor;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.DigestException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Stratum server on one selector that does what no server can avoid: one read for each miner that
 * has something to say, the parse and the hash of each share, the look for a duplicate, and one
 * write for all the replies. What a real server costs beyond it is what its features cost.
 *
 * <p>{@link #run} serves on the caller's thread until another calls {@link #close}.
 */
public final class Floor implements AutoCloseable {
  private static final int BACKLOG = 65_535;
  private static final int READ_BYTES = 64 * 1024;
  private static final int WRITE_BYTES = 1024 * 1024;
  private static final int LINE_BYTES_MAX = 16 * 1024;
  private static final int REPLY_BYTES_MAX = 64 * 1024;
  private static final int FIRST_EXTRANONCE1 = 0x10000000;

  private final Supplier<Job> jobs;
  private final Difficulty difficulty;
  private final long jobMillis;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final FloorTalk talk;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final ByteBuffer out = ByteBuffer.allocateDirect(WRITE_BYTES);
  private final byte[] lines = new byte[READ_BYTES + LINE_BYTES_MAX];

  private FloorJob job;
  private int jobNumber;
  private int connections;
  private volatile boolean closed;

  private Floor(
      InetSocketAddress address, Supplier<Job> jobs, Difficulty difficulty, long jobMillis)
      throws IOException {
    this.jobs = jobs;
    this.difficulty = difficulty;
    this.jobMillis = jobMillis;
    talk = new FloorTalk(difficulty);
    job = nextJob();
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(address, BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Listens; nobody is served before {@link #run}.
   *
   * @param jobs asked for the first job, and for each later one
   * @param difficulty of every share
   * @param jobMillis after how long the next job comes, clean; 0 for never
   */
  public static Floor listen(
      InetSocketAddress address, Supplier<Job> jobs, Difficulty difficulty, long jobMillis)
      throws IOException {
    return new Floor(address, jobs, difficulty, jobMillis);
  }

  /** Where it listens. */
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) listener.getLocalAddress();
  }

  /** Serves until it is closed. */
  public void run() throws IOException {
    long nextJobAt = System.currentTimeMillis() + jobMillis;
    while (!closed) {
      long wait = jobMillis == 0 ? 0 : Math.max(1, nextJobAt - System.currentTimeMillis());
      selector.select(this::ready, wait);
      if (jobMillis > 0 && System.currentTimeMillis() >= nextJobAt) {
        nextJobAt += jobMillis;
        job = nextJob();
        broadcast();
      }
    }
    selector.keys().forEach(Floor::close);
    selector.close();
  }

  /** Stops listening, and has {@link #run} end every connection and return. Thread-safe. */
  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    selector.wakeup();
  }

  private FloorJob nextJob() {
    jobNumber++;
    return new FloorJob(jobNumber, jobs.get(), difficulty);
  }

  private void ready(SelectionKey key) {
    @Nullable FloorConnection who = (FloorConnection) key.attachment();
    try {
      if (who == null) {
        accept();
      } else if (key.isWritable()) {
        write(key, who);
      } else {
        read(key, who);
      }
    } catch (IOException | CancelledKeyException gone) {
      close(key);
    }
  }

  private void accept() throws IOException {
    SocketChannel accepted = listener.accept();
    while (accepted != null) {
      accepted.configureBlocking(false);
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connections++;
      FloorConnection who = new FloorConnection(FIRST_EXTRANONCE1 + connections);
      accepted.register(selector, SelectionKey.OP_READ, who);
      accepted = listener.accept();
    }
  }

  private void read(SelectionKey key, FloorConnection who) throws IOException {
    in.clear();
    int size = ((SocketChannel) key.channel()).read(in);
    if (size < 0) {
      close(key);
      return;
    }
    int end = who.unread.length + size;
    System.arraycopy(who.unread, 0, lines, 0, who.unread.length);
    in.flip().get(lines, who.unread.length, size);
    out.clear();
    int from = 0;
    for (int at = who.unread.length; at < end; at++) {
      if (lines[at] == '\n') {
        say(from, at, who);
        from = at + 1;
      }
    }
    if (end - from > LINE_BYTES_MAX) {
      close(key);
      return;
    }
    who.unread = from == end ? FloorConnection.NOTHING : Arrays.copyOfRange(lines, from, end);
    out.flip();
    send(key, who);
  }

  private void say(int from, int to, FloorConnection who) throws IOException {
    if (out.remaining() < REPLY_BYTES_MAX) {
      throw new IOException("more replies than a floor keeps");
    }
    try {
      talk.line(lines, from, to, who, job, out);
    } catch (DigestException e) {
      throw new IllegalStateException("a hash has 32 bytes", e);
    }
  }

  /** Writes what is in {@link #out}, once, behind what waits; keeps the rest. */
  private void send(SelectionKey key, FloorConnection who) throws IOException {
    if (who.unwritten.length == 0 && out.hasRemaining()) {
      ((SocketChannel) key.channel()).write(out);
    }
    if (out.hasRemaining()) {
      int waiting = who.unwritten.length;
      byte[] all = Arrays.copyOf(who.unwritten, waiting + out.remaining());
      out.get(all, waiting, out.remaining());
      who.unwritten = all;
      key.interestOps(SelectionKey.OP_WRITE);
    }
  }

  private void write(SelectionKey key, FloorConnection who) throws IOException {
    int written = ((SocketChannel) key.channel()).write(ByteBuffer.wrap(who.unwritten));
    who.unwritten = Arrays.copyOfRange(who.unwritten, written, who.unwritten.length);
    if (who.unwritten.length == 0) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void broadcast() {
    for (SelectionKey key : selector.keys()) {
      FloorConnection who = (FloorConnection) key.attachment();
      if (who != null && who.authorized && key.isValid()) {
        out.clear();
        out.put(job.line()).flip();
        try {
          send(key, who);
        } catch (IOException | CancelledKeyException gone) {
          close(key);
        }
      }
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
