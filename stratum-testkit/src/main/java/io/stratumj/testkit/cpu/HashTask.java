package io.stratumj.testkit.cpu;

import io.stratumj.api.work.Bytes;
import io.stratumj.testkit.mining.NonceSearch;
import io.stratumj.testkit.swarm.line.Extranonces;
import io.stratumj.testkit.swarm.line.HeldJob;
import io.stratumj.testkit.swarm.line.WorkInHand;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What to hash: a job as it was given to one connection. Immutable, but for the counter by which
 * threads take different extranonces. <em>Thread-safe.</em>
 *
 * @param connection which connection it came by: finds for another one are worth nothing
 * @param job the job
 * @param extranonces what makes this miner's coinbases different
 * @param difficulty what a share takes
 * @param target what a hash must meet
 * @param mask which version bits may be rolled
 * @param rolling whether submits carry version bits
 * @param taken how many extranonces are taken
 */
record HashTask(
    int connection,
    HeldJob job,
    Extranonces extranonces,
    double difficulty,
    BigInteger target,
    int mask,
    boolean rolling,
    AtomicLong taken) {
  private static final int SPREAD = 0x9e3779b1;

  static HashTask of(int connection, HeldJob job, WorkInHand work) {
    return new HashTask(
        connection,
        job,
        work.extranonces(),
        work.difficulty(),
        NonceSearch.target(BigDecimal.valueOf(work.difficulty())),
        work.mask(),
        work.isRolling(),
        new AtomicLong());
  }

  /** An extranonce2 nobody has taken. Fits its size as long as there are any left. */
  long take() {
    long next = taken.getAndIncrement();
    int bits = Byte.SIZE * extranonces.size();
    return bits >= Long.SIZE ? next : next & ((1L << bits) - 1);
  }

  /** The version bits that go with this extranonce2. */
  int versionBits(long extranonce2) {
    return (((int) extranonce2 + 1) * SPREAD) & mask;
  }

  /** The header with this extranonce2, its nonce 0. */
  Bytes header(long extranonce2) {
    int version = Integer.parseUnsignedInt(job.template().version(), 16);
    return job.template()
        .header(
            extranonces.extranonce1(),
            hex(extranonce2),
            (version & ~mask) | versionBits(extranonce2),
            job.nTime(),
            0);
  }

  private String hex(long extranonce2) {
    int digits = 2 * extranonces.size();
    String hex = "%016x".formatted(extranonce2);
    return digits <= hex.length()
        ? hex.substring(hex.length() - digits)
        : "0".repeat(digits - hex.length()) + hex;
  }
}
