package io.stratumj.testkit;

import io.stratumj.testkit.Transcript.Direction;
import io.stratumj.testkit.wire.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What came and was not yet taken, in the order of the wire, and the waiting for more. Whoever
 * waits for one kind of line leaves the others here for whoever asks next.
 *
 * <p><em>Confined to the miner's thread.</em> Every wait ends at the timeout with a {@link
 * MinerFailure}.
 */
final class Mailbox {
  private final Wire wire;
  private final MinerOptions options;
  private final Transcript transcript;
  private final PoolLineReader reader;
  private final Deque<PoolLine> waiting = new ArrayDeque<>();
  private boolean ended;
  private int clockSkewSeconds;

  Mailbox(Wire wire, MinerOptions options, Transcript transcript) {
    this.wire = wire;
    this.options = options;
    this.transcript = transcript;
    this.reader = new PoolLineReader(options.algorithm());
  }

  PoolLineReader reader() {
    return reader;
  }

  /** Writes a line. */
  void sendLine(String line) {
    send((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes as they are. */
  void send(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    text.lines().forEach(line -> transcript.add(Direction.FROM_MINER, line));
    try {
      wire.write(bytes, deadlineNanos());
    } catch (IOException e) {
      throw failure("sending failed: " + e.getMessage(), e);
    }
  }

  /** Makes the connection misbehave. */
  void inject(Fault fault) {
    transcript.add(Direction.EVENT, fault.toString());
    try {
      if (fault instanceof Fault.Garbage garbage) {
        wire.write(garbage.bytes().toByteArray(), deadlineNanos());
      } else if (fault instanceof Fault.FragmentWrites fragments) {
        wire.cutWrites(fragments.bytes());
      } else if (fault instanceof Fault.HalfClose) {
        wire.halfClose();
      } else if (fault instanceof Fault.Reset) {
        wire.reset();
      } else if (fault instanceof Fault.OversizeLine oversize) {
        sendOversize(oversize.bytes());
      } else if (fault instanceof Fault.SlowReading slow) {
        wire.sip(slow.bytes(), slow.pause().toNanos());
      } else if (fault instanceof Fault.StallReading) {
        wire.stall(true);
      } else if (fault instanceof Fault.ResumeReading) {
        wire.stall(false);
        wire.sip(Integer.MAX_VALUE, 0);
      } else if (fault instanceof Fault.SkewedClock skewed) {
        clockSkewSeconds = skewed.seconds();
      }
    } catch (IOException e) {
      throw failure(fault + " failed: " + e.getMessage(), e);
    }
  }

  /** How far the miner's clock is ahead. */
  int clockSkewSeconds() {
    return clockSkewSeconds;
  }

  /** The first line nobody has taken, of any kind. */
  PoolLine take() {
    return waiting.isEmpty() ? receive("a line", deadlineNanos()) : waiting.removeFirst();
  }

  /** The first line of this type that fits and nobody has taken. */
  <T extends PoolLine> T take(Class<T> type, Predicate<T> fits, String what) {
    for (Iterator<PoolLine> lines = waiting.iterator(); lines.hasNext(); ) {
      PoolLine line = lines.next();
      if (isFit(line, type, fits)) {
        lines.remove();
        return type.cast(line);
      }
    }
    long deadlineNanos = deadlineNanos();
    while (true) {
      PoolLine line = receive(what, deadlineNanos);
      if (isFit(line, type, fits)) {
        return type.cast(line);
      }
      keep(line);
    }
  }

  /** Reads on until the condition holds. */
  void readUntil(BooleanSupplier condition, String what) {
    long deadlineNanos = deadlineNanos();
    while (!condition.getAsBoolean()) {
      keep(receive(what, deadlineNanos));
    }
  }

  /** Reads on until the pool closes, and takes everything. */
  List<PoolLine> takeUntilClosed() {
    long deadlineNanos = deadlineNanos();
    Optional<PoolLine> line = next("the pool to close", deadlineNanos);
    while (line.isPresent()) {
      waiting.addLast(line.get());
      line = next("the pool to close", deadlineNanos);
    }
    return takeAll();
  }

  /** Takes whatever nobody has taken, without reading on. */
  List<PoolLine> takeAll() {
    List<PoolLine> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private void sendOversize(int bytes) throws IOException {
    byte[] line = new byte[bytes + 1];
    Arrays.fill(line, (byte) 'x');
    line[bytes] = '\n';
    try {
      wire.write(line, deadlineNanos());
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      transcript.add(Direction.EVENT, "the pool did not read it all: " + e.getMessage());
    }
  }

  private static <T extends PoolLine> boolean isFit(
      PoolLine line, Class<T> type, Predicate<T> fits) {
    return type.isInstance(line) && fits.test(type.cast(line));
  }

  private void keep(PoolLine line) {
    waiting.addLast(line);
    if (line instanceof PoolLine.Garbled garbled) {
      throw failure("the pool said what no miner understands: " + garbled.problem());
    }
  }

  private PoolLine receive(String what, long deadlineNanos) {
    return next(what, deadlineNanos)
        .orElseThrow(() -> failure("the pool closed the connection before it sent " + what));
  }

  /** Empty at the end of the stream; a reset is one, too. */
  private Optional<PoolLine> next(String what, long deadlineNanos) {
    try {
      Optional<String> text = wire.readLine(deadlineNanos);
      if (text.isEmpty()) {
        return end("closed by the pool");
      }
      transcript.add(Direction.FROM_POOL, text.get());
      PoolLine line = reader.read(text.get());
      answer(line);
      return Optional.of(line);
    } catch (SocketTimeoutException e) {
      throw failure("waited " + options.timeout() + " for " + what + ": " + e.getMessage(), e);
    } catch (IOException e) {
      return end("reset by the pool: " + e.getMessage());
    }
  }

  private Optional<PoolLine> end(String event) {
    if (!ended) {
      ended = true;
      transcript.add(Direction.EVENT, event);
    }
    return Optional.empty();
  }

  /** Answers what every miner answers, if the options say so. */
  private void answer(PoolLine line) {
    if (options.answersPool()
        && line instanceof Notification request
        && request.id().expectsReply()) {
      switch (request.method()) {
        case "mining.ping" -> sendLine(Json.reply(request.id(), "pong"));
        case "client.get_version" -> sendLine(Json.reply(request.id(), options.userAgent()));
        default -> {}
      }
    }
  }

  private long deadlineNanos() {
    return System.nanoTime() + options.timeout().toNanos();
  }

  private MinerFailure failure(String problem) {
    return new MinerFailure(problem, transcript);
  }

  private MinerFailure failure(String problem, Throwable cause) {
    return new MinerFailure(problem, transcript, cause);
  }
}
