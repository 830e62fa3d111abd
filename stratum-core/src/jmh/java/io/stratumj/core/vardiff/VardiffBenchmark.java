package io.stratumj.core.vardiff;

import io.stratumj.core.spi.DifficultyPolicy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What following a miner's hashrate costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VardiffBenchmark {
  private static final double DIFFICULTY = 1024;
  private static final long SHARE_NANOS = TimeUnit.SECONDS.toNanos(6);

  private final DifficultyPolicy.Controller controller = Vardiff.startingAt(DIFFICULTY).open();
  private long nowNanos;

  /** A share of a miner that sends ten a minute, as it should. */
  @Benchmark
  public double vardiffStep() {
    nowNanos += SHARE_NANOS;
    return controller.shareAccepted(DIFFICULTY, nowNanos);
  }
}
