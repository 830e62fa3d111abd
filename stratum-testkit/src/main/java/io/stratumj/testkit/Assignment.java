package io.stratumj.testkit;

import io.stratumj.api.work.VersionMask;
import io.stratumj.testkit.mining.NonceSearch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What was in force when a job came, and makes it this miner's. Immutable, but for the counter.
 *
 * @param difficulty the number as it was printed
 * @param subscription absent if the job came before the subscribe reply
 * @param mask absent if version rolling was not negotiated
 * @param algorithm what the miner hashes with
 * @param solutions counts the solutions of the whole session
 */
record Assignment(
    BigDecimal difficulty,
    Optional<Subscription> subscription,
    Optional<VersionMask> mask,
    MiningAlgorithm algorithm,
    SolutionCounter solutions) {

  /** What a share has to meet. */
  BigInteger target() {
    return NonceSearch.target(difficulty, algorithm.difficultyOne().toBigInteger());
  }

  /** The job's version with the bits in it that may be rolled (BIP310). */
  int headerVersion(int version, int bits) {
    int rollable = mask.map(VersionMask::bits).orElse(0);
    return (version & ~rollable) | (bits & rollable);
  }

  Subscription subscriptionFor(String jobId) {
    return subscription.orElseThrow(
        () -> new IllegalStateException("job " + jobId + " came before the subscribe reply"));
  }
}
