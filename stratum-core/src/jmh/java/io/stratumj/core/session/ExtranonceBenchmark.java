package io.stratumj.core.session;

import io.stratumj.api.work.Bytes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a session's place in the coinbase costs, beside 10,000 others and 1,000 that rest. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExtranonceBenchmark {
  private static final int LIVE = 10_000;
  private static final long STEP_NANOS = TimeUnit.MINUTES.toNanos(10) / 1_000;

  private final ExtranonceSpace space = ExtranonceSpace.ofSize(4, 1);
  private long nowNanos;

  /** Sessions that stay. */
  @Setup(Level.Trial)
  public void fill() {
    for (int i = 0; i < LIVE; i++) {
      space.allocate(nowNanos);
    }
  }

  /** One session comes and goes. */
  @Benchmark
  public Bytes allocateAndRelease() {
    nowNanos += STEP_NANOS;
    Bytes extranonce1 = space.allocate(nowNanos).orElseThrow();
    space.release(extranonce1, nowNanos);
    return extranonce1;
  }
}
