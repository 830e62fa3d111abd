package io.stratumj.testkit.conformance.probe;

import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.Transcript.Direction;
import io.stratumj.testkit.wire.Wire;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One connection to the pool: bytes out, lines in. Lines are seen once: waiting for a reply leaves
 * what comes before it to {@link #next()} and {@link #call}.
 *
 * <p>Every wait is bounded. A connection that the pool has closed is not an error: it is {@link
 * Seen.Kind#CLOSED}, and what is said on it is lost. <em>Confined to one thread.</em>
 */
public final class Link implements AutoCloseable {
  private static final int DRAINED_LINES_MAX = 10_000;

  private final Wire wire;
  private final Duration timeout;
  private final Transcript transcript = new Transcript(System::nanoTime);
  private final ArrayDeque<Seen> waiting = new ArrayDeque<>();
  private Optional<Seen> end = Optional.empty();
  private boolean lost;

  private Link(Wire wire, Duration timeout) {
    this.wire = wire;
    this.timeout = timeout;
  }

  static Link open(SocketAddress pool, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    return new Link(Wire.connect(pool, Optional.empty(), OptionalInt.empty(), deadline), timeout);
  }

  /** Says lines, each with an LF, in one write. */
  public Link say(String... lines) {
    return sayRaw(String.join("\n", lines) + "\n");
  }

  /** Says text as it is, in UTF-8. */
  public Link sayRaw(String text) {
    return sayRaw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says bytes as they are. */
  public Link sayRaw(byte[] bytes) {
    transcript.add(Direction.FROM_MINER, shown(new String(bytes, StandardCharsets.UTF_8)));
    try {
      wire.write(bytes, System.nanoTime() + timeout.toNanos());
    } catch (IOException gone) {
      // Reading tells whether the pool has closed.
      transcript.add(Direction.EVENT, "could not write everything: " + gone.getMessage());
      lost = true;
    }
    return this;
  }

  /** From now on, writes at most this many bytes at a time. */
  public Link inPiecesOf(int bytes) {
    wire.cutWrites(bytes);
    return this;
  }

  /** Ends the sending direction. */
  public Link halfClose() {
    transcript.add(Direction.EVENT, "sending ended");
    try {
      wire.halfClose();
    } catch (IOException gone) {
      lost = true;
    }
    return this;
  }

  /** Says a request and waits for the reply to its id. */
  public Seen ask(String id, String request) {
    return say(request).answer(id);
  }

  /** Waits for the reply to an id: the reply, the end of the connection, or silence. */
  public Seen answer(String id) {
    return answer(id, timeout);
  }

  /** Waits a while for the reply to an id. */
  public Seen answer(String id, Duration within) {
    for (Iterator<Seen> seen = waiting.iterator(); seen.hasNext(); ) {
      Seen one = seen.next();
      if (one.answers(id)) {
        seen.remove();
        return one;
      }
    }
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      Seen seen = read(deadline);
      if (seen.answers(id) || seen.message().isEmpty()) {
        return seen;
      }
      waiting.addLast(seen);
    }
  }

  /** The next thing nobody has seen. */
  public Seen next() {
    return next(timeout);
  }

  /** The next thing nobody has seen, if it comes within a time. */
  public Seen next(Duration within) {
    Seen first = waiting.pollFirst();
    return first != null ? first : read(System.nanoTime() + within.toNanos());
  }

  /** Waits for a notification of this method. */
  public Seen call(String method) {
    return call(method, timeout);
  }

  /** Waits a while for a notification of this method. */
  public Seen call(String method, Duration within) {
    for (Iterator<Seen> seen = waiting.iterator(); seen.hasNext(); ) {
      Seen one = seen.next();
      if (one.isCall(method)) {
        seen.remove();
        return one;
      }
    }
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      Seen seen = read(deadline);
      if (seen.isCall(method) || seen.message().isEmpty()) {
        return seen;
      }
      waiting.addLast(seen);
    }
  }

  /** Drops what has come and was not looked at. */
  public Link forget() {
    waiting.clear();
    return this;
  }

  /** Reads until the pool closes or a time is over: that, whatever was said in between. */
  public Seen untilClosed(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    Seen seen = read(deadline);
    for (int i = 0; i < DRAINED_LINES_MAX && seen.kind() != Seen.Kind.CLOSED; i++) {
      if (seen.kind() == Seen.Kind.SILENCE) {
        return seen;
      }
      seen = read(deadline);
    }
    return seen;
  }

  /** What went over the connection so far. */
  public Transcript transcript() {
    return transcript;
  }

  /** Whether something that was said could not be written. */
  public boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    wire.close();
  }

  private Seen read(long deadlineNanos) {
    if (end.isPresent()) {
      return end.get();
    }
    long startNanos = System.nanoTime();
    try {
      Optional<String> line = wire.readLine(deadlineNanos);
      if (line.isPresent()) {
        transcript.add(Direction.FROM_POOL, line.get());
        return Seen.line(line.get());
      }
      return ended("the pool closed the connection");
    } catch (SocketTimeoutException nothing) {
      return Seen.silence((System.nanoTime() - startNanos) / 1e9);
    } catch (IOException reset) {
      return ended("the pool reset the connection (" + reset.getMessage() + ")");
    }
  }

  private Seen ended(String how) {
    transcript.add(Direction.EVENT, how);
    end = Optional.of(Seen.closed(how));
    return end.get();
  }

  private static String shown(String text) {
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    int most = 1_500;
    return whole.length() <= most
        ? whole
        : whole.substring(0, most) + " (and " + (whole.length() - most) + " more)";
  }
}
