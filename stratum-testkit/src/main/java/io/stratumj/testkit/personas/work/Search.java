package io.stratumj.testkit.personas.work;

import io.stratumj.api.work.Bytes;
import io.stratumj.testkit.mining.NonceSearch;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The search for one share, which may take several seconds' worth of hashes. <em>Confined to one
 * thread.</em>
 */
final class Search {
  private static final BigInteger NO_BOUND = BigInteger.ONE.negate();

  private final HeldJob job;
  private final String extranonce2;
  private final int versionBits;
  private final int nTime;
  private final Bytes header;
  private long nextNonce;

  Search(HeldJob job, String extranonce2, int versionBits, int nTime, int firstNonce) {
    this.job = job;
    this.extranonce2 = extranonce2;
    this.versionBits = versionBits;
    this.nTime = nTime;
    this.header = job.header(extranonce2, versionBits, nTime);
    this.nextNonce = Integer.toUnsignedLong(firstNonce);
  }

  @SuppressWarnings("ReferenceEquality") // A job that changed in any way is another search.
  boolean isFor(HeldJob held) {
    return job == held;
  }

  /** Tries so many nonces, beginning where the last call ended. */
  OptionalInt tryNonces(BigInteger difficultyOne, int count) {
    BigInteger target =
        job.difficulty().signum() == 0
            ? BigInteger.ONE.shiftLeft(256)
            : NonceSearch.target(job.difficulty(), difficultyOne);
    OptionalInt nonce = NonceSearch.find(header, (int) nextNonce, count, NO_BOUND, target);
    nextNonce += count;
    return nonce;
  }

  ShareFound found(int nonce, Habits habits, boolean late) {
    return new ShareFound(
        job.job().id(),
        extranonce2,
        String.format("%08x", nTime),
        String.format(habits.drawsNonces() ? "%x" : "%08x", nonce),
        habits.versionBits() == VersionBits.NONE
            ? Optional.empty()
            : Optional.of(String.format("%08x", versionBits)),
        late);
  }
}
