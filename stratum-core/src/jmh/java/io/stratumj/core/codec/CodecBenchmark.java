package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.BenchmarkJobs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes to lines, lines to requests, messages to lines. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final int LINES = 16;
  private static final int LINE_BYTES_MAX = 16_384;
  private static final String SUBMIT =
      "{\"id\":1234,\"method\":\"mining.submit\",\"params\":"
          + "[\"alice.rig1\",\"1a2b\",\"0000000000000a7f\",\"6553f11e\",\"9f6e02c1\"]}\n";

  private final byte[] submit = SUBMIT.getBytes(US_ASCII);
  private final byte[] submits = SUBMIT.repeat(LINES).getBytes(US_ASCII);
  private final WorkerName worker = new WorkerName("alice.rig1");
  private final LineDecoder decoder = new LineDecoder();
  private final RequestReader reader = new RequestReader();
  private final MessageWriter writer = new MessageWriter(false);
  private final ServerMessage notify =
      new ServerMessage.Notify(new JobId(0x1a2b), BenchmarkJobs.job(0), true);

  /** One of the 16 lines of a read. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public int decodeLine() {
    decoder.feed(submits, 0, submits.length);
    int lines = 0;
    while (decoder.next(LINE_BYTES_MAX) == LineDecoder.Found.LINE) {
      lines += decoder.to() - decoder.from();
    }
    return lines;
  }

  /** A share under the name the session was authorized with. */
  @Benchmark
  public ClientRequest parseSubmit() {
    return reader.read(submit, 0, submit.length - 1, worker);
  }

  /** A job as a line, which all sessions share. */
  @Benchmark
  public LineBuffer encodeNotify() {
    return writer.write(notify);
  }
}
