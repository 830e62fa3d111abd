package io.stratumj.testkit.assertions;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.testkit.MinerJob;

/** What a job should be. */
public final class MinerJobAssert {
  private final MinerJob job;

  MinerJobAssert(MinerJob job) {
    this.job = job;
  }

  /** Earlier jobs are worthless. */
  public MinerJobAssert isClean() {
    StratumAssertions.check(job.cleanJobs(), "a clean job", job);
    return this;
  }

  /** Earlier jobs stay valid. */
  public MinerJobAssert isNotClean() {
    StratumAssertions.check(!job.cleanJobs(), "a job that is not clean", job);
    return this;
  }

  /** It is on this parent block. */
  public MinerJobAssert isOn(Hash256 parent) {
    StratumAssertions.check(job.previousHash().equals(parent), "a job on " + parent, job);
    return this;
  }

  /** It is on the same parent block as another, under another name. */
  public MinerJobAssert isOnTheTipOf(MinerJob other) {
    StratumAssertions.check(
        !job.jobId().equals(other.jobId()), "another job than " + other.jobId(), job);
    return isOn(other.previousHash());
  }

  /** Its shares are asked at this difficulty. */
  public MinerJobAssert hasDifficulty(double difficulty) {
    StratumAssertions.check(
        job.difficulty().equals(Difficulty.of(difficulty)),
        "a job at difficulty " + difficulty,
        job.difficulty() + " " + job);
    return this;
  }
}
