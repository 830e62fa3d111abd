package io.stratumj.core.pow;

import io.stratumj.api.work.Share;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.BenchmarkJobs;
import io.stratumj.core.spi.ShareValidator.ProofOfWork;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A share to its hash: the coinbase, 12 branches, the header, and two comparisons. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ShareValidationBenchmark {
  private final Sha256dShareValidator validator = new Sha256dShareValidator();
  private final Work work = BenchmarkJobs.work();
  private final WorkerName worker = new WorkerName("alice.rig1");
  private int nonce;

  /** The share itself is one of the objects allocated. */
  @Benchmark
  public ProofOfWork validateShare() {
    nonce++;
    return validator.prove(
        work, new Share(worker, work.jobId(), nonce, 8, work.job().nTime(), nonce, 0));
  }
}
