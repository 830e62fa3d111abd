package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.line.Extranonces;
import io.stratumj.testkit.swarm.line.HeldJob;
import io.stratumj.testkit.swarm.line.WorkInHand;
import io.stratumj.testkit.swarm.report.Submission;

/**
 * Makes up shares: a cursor that holds one at a time, each different from all before it. Nothing is
 * hashed, so a server takes them only at a difficulty that every hash meets, up to {@link
 * #EVERY_HASH}.
 *
 * <p>Shares are numbered by one counter for the whole swarm, and the nonce is the number times an
 * odd constant: the next 2^32 shares differ by it alone, whatever their job. Extranonce2 and
 * version bits are spread over their whole ranges too. <em>Confined to the swarm's thread.</em>
 */
final class Claims {
  /** The greatest difficulty whose target is 2^256 - 1: 0xffff / 2^48. */
  static final double EVERY_HASH = 0xffff * 0x1p-48;

  private static final long GOLDEN_64 = 0x9e3779b97f4a7c15L;
  private static final int GOLDEN_32 = 0x9e3779b1;
  private static final int HEX_DIGITS_MAX = 16;

  private long number;
  private long extranonce2;
  private int nonce;
  private int nTime;
  private int versionBits;

  Claims(long seed) {
    number = seed;
  }

  /**
   * Goes on to the next share.
   *
   * @param skewSeconds how far the miner's clock is off
   */
  void next(HeldJob job, WorkInHand work, int skewSeconds) {
    number++;
    int digits = Math.min(2 * work.extranonces().size(), HEX_DIGITS_MAX);
    extranonce2 = digits == 0 ? 0 : (number * GOLDEN_64) >>> (Long.SIZE - 4 * digits);
    nonce = (int) number * GOLDEN_32;
    versionBits = nonce & work.mask();
    nTime = job.nTime() + skewSeconds;
  }

  long extranonce2() {
    return extranonce2;
  }

  int nonce() {
    return nonce;
  }

  int nTime() {
    return nTime;
  }

  int versionBits() {
    return versionBits;
  }

  /** The share for the ledger. */
  Submission submission(int miner, int connection, String worker, HeldJob job, WorkInHand work) {
    Extranonces extranonces = work.extranonces();
    return new Submission(
        miner,
        connection,
        worker,
        job.jobId(),
        extranonces.extranonce1(),
        extranonce2Hex(extranonces.size()),
        nTime,
        nonce,
        versionBits,
        work.difficulty());
  }

  private String extranonce2Hex(int size) {
    String hex = "%016x".formatted(extranonce2);
    int digits = 2 * size;
    return digits <= HEX_DIGITS_MAX
        ? hex.substring(HEX_DIGITS_MAX - digits)
        : "0".repeat(digits - HEX_DIGITS_MAX) + hex;
  }
}
