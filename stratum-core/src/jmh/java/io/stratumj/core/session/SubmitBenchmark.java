package io.stratumj.core.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.BenchmarkJobs;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.ShareSink;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One accepted share, whole: the bytes of its line in, judged, recorded by a sink that answers at
 * once, the bytes of {@code true} out. A clean job comes after every 50,000 shares, so the growth
 * of the table of those seen is part of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SubmitBenchmark {
  private static final int SHARES_PER_JOB = 50_000;
  private static final long SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  private long nowNanos = TimeUnit.DAYS.toNanos(1);
  private final StratumProtocol protocol =
      StratumProtocol.builder(Authorizer.acceptAll())
          .difficulty(DifficultyPolicy.fixed(BenchmarkJobs.EVERY_HASH))
          .shareSink(share -> ShareSink.RECORDED)
          .build(() -> nowNanos, (task, delay) -> task.run(), new Random(42));
  private final CountingSink sink = new CountingSink();
  private final Conversation conversation =
      protocol
          .newLoop(Runnable::run)
          .open(sink, new InetSocketAddress("192.0.2.7", 4444), nowNanos);

  private int jobs;
  private int shares;
  private byte[] line = new byte[0];
  private ByteBuffer read = ByteBuffer.allocate(0);
  private int nonceAt;

  /** The handshake and the first job. */
  @Setup(Level.Trial)
  public void begin() {
    say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"benchmark/1\"]}\n");
    say("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"alice.rig1\",\"x\"]}\n");
    publish();
  }

  /** Sees that the shares counted. */
  @TearDown(Level.Trial)
  public void verify() {
    ShareCounts counts = protocol.shareCounts();
    if (counts.accepted() == 0 || sink.longest > 40 || sink.closed) {
      throw new IllegalStateException("shares were refused: " + counts);
    }
  }

  /** The share. */
  @Benchmark
  public long submit() {
    shares++;
    if (shares % SHARES_PER_JOB == 0) {
      publish();
    }
    nowNanos += SHARE_NANOS;
    for (int i = 0; i < 8; i++) {
      line[nonceAt + i] = DIGITS[(shares >>> (28 - 4 * i)) & 0xf];
    }
    read.clear();
    conversation.receive(read, nowNanos);
    return sink.bytes;
  }

  private void publish() {
    jobs++;
    protocol.jobs().publishClean(BenchmarkJobs.job(jobs));
    Posting posting = protocol.jobs().current().orElseThrow();
    conversation.offer(posting, nowNanos);
    String text =
        "{\"id\":1234,\"method\":\"mining.submit\",\"params\":[\"alice.rig1\",\""
            + posting.id().toWire()
            + "\",\"0000000000000a7f\",\"6553f100\",\"";
    line = (text + "00000000\"]}\n").getBytes(US_ASCII);
    read = ByteBuffer.wrap(line);
    nonceAt = text.length();
    sink.longest = 0;
  }

  private void say(String text) {
    conversation.receive(ByteBuffer.wrap(text.getBytes(US_ASCII)), nowNanos);
  }

  /** Takes bytes as a transport does, and keeps none. */
  private static final class CountingSink implements ByteSink {
    private long bytes;
    private int longest;
    private boolean closed;

    @Override
    public void append(byte[] array, int from, int length) {
      bytes += length;
      longest = Math.max(longest, length);
    }

    @Override
    public void append(Bytes shared) {
      bytes += shared.size();
    }

    @Override
    public void closeAfterFlush(DisconnectReason reason) {
      closed = true;
    }
  }
}
