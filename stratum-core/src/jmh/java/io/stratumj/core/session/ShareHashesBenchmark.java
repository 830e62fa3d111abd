package io.stratumj.core.session;

import io.stratumj.api.work.Hash256;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether the look for a duplicate stays as cheap when a job has many shares. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ShareHashesBenchmark {
  /** Shares of the job, of all sessions together. */
  @Param({"1000", "100000", "1000000"})
  public int shares;

  /** Sessions the shares are spread over. */
  @Param({"1", "1000"})
  public int sessions;

  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] bytes = new byte[Hash256.SIZE];
  private ShareHashes[] seen = new ShareHashes[0];
  private int turn;

  /** The shares there are already. */
  @Setup(Level.Trial)
  public void fill() {
    seen = new ShareHashes[sessions];
    for (int i = 0; i < sessions; i++) {
      seen[i] = new ShareHashes();
    }
    for (int i = 0; i < shares; i++) {
      seen[i % sessions].add(hash());
    }
  }

  /** A new share is looked up and added; it is taken out again, so that the number stays. */
  @Benchmark
  public boolean addAndRemove() {
    turn = turn + 1 == sessions ? 0 : turn + 1;
    Hash256 hash = hash();
    boolean added = seen[turn].add(hash);
    seen[turn].remove(hash);
    return added;
  }

  private Hash256 hash() {
    random.nextBytes(bytes);
    return Hash256.fromInternal(bytes, 0);
  }
}
