package io.stratumj.testkit.personas.work;

import io.stratumj.api.work.Bytes;
import java.math.BigDecimal;

/**
 * A job with what was in force when it came. Immutable.
 *
 * @param job the job
 * @param extranonce1 hex
 * @param extranonce2Size bytes
 * @param difficulty what shares must meet; 0 if every hash does
 * @param mask the version bits that may be rolled
 */
record HeldJob(
    PoolJob job, String extranonce1, int extranonce2Size, BigDecimal difficulty, int mask) {
  HeldJob at(BigDecimal newDifficulty) {
    return new HeldJob(job, extranonce1, extranonce2Size, newDifficulty, mask);
  }

  HeldJob with(String newExtranonce1, int newSize) {
    return new HeldJob(job, newExtranonce1, newSize, difficulty, mask);
  }

  /** The header with the nonce 0. */
  Bytes header(String extranonce2, int versionBits, int nTime) {
    int version = (job.version() & ~mask) | (versionBits & mask);
    return job.template().header(extranonce1, extranonce2, version, nTime, 0);
  }

  /** Whether both have the same bytes before the nonce: nothing new to hash. */
  boolean isSameWorkAs(HeldJob other) {
    String first = "00".repeat(extranonce2Size);
    return extranonce2Size == other.extranonce2Size
        && header(first, 0, job.nTime()).equals(other.header(first, 0, other.job.nTime()));
  }
}
