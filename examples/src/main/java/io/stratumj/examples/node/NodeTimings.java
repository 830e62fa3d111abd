package io.stratumj.examples.node;

import java.time.Duration;

/**
 * How often a {@link NodeJobSource} asks. Immutable.
 *
 * @param tipCheck how often to ask for the tip while a long poll is open: finds out that a node is
 *     gone although its connection is not, and that a long poll was forgotten
 * @param refresh how often to ask for a template while nothing happens: some nodes answer a long
 *     poll only for a new block, and new transactions pay
 * @param firstRetry how long to wait when a node has failed; twice as long after each failure
 * @param longestRetry but not longer than this: it is how late the return of a node is noticed
 * @param catchUp how long a node that took over from another, or was away, may be behind the tip
 *     that is mined on. Its peers tell it in seconds; if they do not for so long, nobody else knows
 *     that tip, and the node is followed as it is
 */
public record NodeTimings(
    Duration tipCheck,
    Duration refresh,
    Duration firstRetry,
    Duration longestRetry,
    Duration catchUp) {
  /** Tip 5 s, refresh 30 s, retries from 100 ms to 2 s, a minute to catch up. */
  public static final NodeTimings DEFAULTS =
      new NodeTimings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1));

  /**
   * Checks each.
   *
   * @throws IllegalArgumentException naming one that is not more than zero
   */
  public NodeTimings {
    requirePositive("tipCheck", tipCheck);
    requirePositive("refresh", refresh);
    requirePositive("firstRetry", firstRetry);
    requirePositive("longestRetry", longestRetry);
    requirePositive("catchUp", catchUp);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is not more than zero: " + value);
    }
  }
}
