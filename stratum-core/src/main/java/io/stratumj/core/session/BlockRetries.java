package io.stratumj.core.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a block candidate is tried before its fate is given up as unknown (SPEC S8). Immutable.
 *
 * <p>With the defaults a candidate is tried for some four minutes by a sink that fails at once, and
 * for some twenty-five by one that never answers. A sink that must not lose a block for longer has
 * to keep it where it outlasts the process anyway.
 *
 * @param attempts how often a candidate is handed to the sink at most [20]
 * @param firstDelay how long to wait after the first failure [200 ms]; twice as long after each
 *     other. Short, because the block of somebody else may be next
 * @param longestDelay but not longer than this [15 s]: a node that starts is asked soon
 * @param answer how long a sink may take until its stage completes [60 s], which is more than a
 *     node takes for a block on any chain. A later attempt begins then; the verdict of an earlier
 *     one still counts if it comes first
 */
public record BlockRetries(
    int attempts, Duration firstDelay, Duration longestDelay, Duration answer) {
  /** 20 attempts, delays from 200 ms to 15 s, 60 s for the answer. */
  public static final BlockRetries DEFAULTS =
      new BlockRetries(20, Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofSeconds(60));

  private static final int ATTEMPTS_MAX = 1_000_000;
  private static final int DOUBLINGS_MAX = 20;

  /**
   * Checks every part.
   *
   * @throws IllegalArgumentException naming all that are out of range
   */
  public BlockRetries {
    List<String> problems = new ArrayList<>();
    if (attempts < 1 || attempts > ATTEMPTS_MAX) {
      problems.add("attempts is not in 1.." + ATTEMPTS_MAX + ": " + attempts);
    }
    if (firstDelay.isNegative()) {
      problems.add("firstDelay is negative: " + firstDelay);
    }
    if (longestDelay.compareTo(firstDelay) < 0) {
      problems.add("longestDelay is less than firstDelay: " + longestDelay);
    }
    if (answer.isNegative() || answer.isZero()) {
      problems.add("answer is not more than zero: " + answer);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** How long to wait after this attempt; the first is 1. */
  Duration delayAfter(int attempt) {
    Duration delay = firstDelay;
    for (int i = 1; i < attempt && i < DOUBLINGS_MAX && delay.compareTo(longestDelay) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
  }
}
