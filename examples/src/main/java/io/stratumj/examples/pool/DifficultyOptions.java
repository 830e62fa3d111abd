package io.stratumj.examples.pool;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.vardiff.Vardiff;
import java.util.Optional;

/**
 * What the command line says about difficulties, and the policy that follows from it. Immutable.
 *
 * @param start the difficulty if nobody says
 * @param difficulty the fixed difficulty, or where vardiff starts
 * @param vardiff whether vardiff is on; if it is not said, it is on unless a difficulty is given
 * @param sharesPerMinute what vardiff aims at
 * @param minimum the least difficulty of vardiff
 * @param maximum the greatest
 */
record DifficultyOptions(
    Difficulty start,
    Optional<Difficulty> difficulty,
    Optional<Boolean> vardiff,
    Optional<Double> sharesPerMinute,
    Optional<Difficulty> minimum,
    Optional<Difficulty> maximum) {
  /**
   * The policy.
   *
   * @throws IllegalArgumentException naming the options that contradict each other or are out of
   *     range
   */
  DifficultyPolicy policy() {
    if (vardiff.orElse(difficulty.isEmpty())) {
      return vardiffPolicy();
    }
    refuseWithoutVardiff("--shares-per-minute", sharesPerMinute);
    refuseWithoutVardiff("--min-difficulty", minimum);
    refuseWithoutVardiff("--max-difficulty", maximum);
    return DifficultyPolicy.fixed(difficulty.orElse(start));
  }

  private static void refuseWithoutVardiff(String option, Optional<?> value) {
    if (value.isPresent()) {
      throw new IllegalArgumentException(option + " means nothing without --vardiff on");
    }
  }

  private Vardiff vardiffPolicy() {
    Vardiff policy = Vardiff.startingAt(difficulty.orElse(start));
    if (minimum.isPresent() || maximum.isPresent()) {
      policy = limited(policy);
    }
    if (sharesPerMinute.isPresent()) {
      try {
        policy = policy.sharesPerMinute(sharesPerMinute.get());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "--shares-per-minute is not from 0.1 to 600: " + sharesPerMinute.get(), e);
      }
    }
    return policy;
  }

  private Vardiff limited(Vardiff policy) {
    Difficulty least = minimum.orElse(maximum.orElse(policy.minimum()).min(policy.minimum()));
    Difficulty greatest =
        maximum.orElse(least.compareTo(policy.maximum()) > 0 ? least : policy.maximum());
    if (least.compareTo(greatest) > 0) {
      throw new IllegalArgumentException(
          "--min-difficulty " + least + " is above --max-difficulty " + greatest);
    }
    if (difficulty.isPresent() && difficulty.get().compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "--difficulty " + difficulty.get() + " is below --min-difficulty " + least);
    }
    if (difficulty.isPresent() && difficulty.get().compareTo(greatest) > 0) {
      throw new IllegalArgumentException(
          "--difficulty " + difficulty.get() + " is above --max-difficulty " + greatest);
    }
    return policy.between(least, greatest);
  }
}
