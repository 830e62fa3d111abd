package io.stratumj.testkit.swarm.report;

import java.util.List;

/**
 * What became of the connections of a swarm. Immutable.
 *
 * @param miners how many miners there were to be
 * @param ready how many of them were ready when the load began
 * @param begun how many connections were begun
 * @param failed how many ended before they were ready, refused ones among them
 * @param lost how many ended after that, and not on the swarm's account
 * @param gatheringNanos how long it took until all were ready, or until that was given up: at the
 *     beginning, and again in each reconnect storm. Empty for miners that churn
 * @param firstProblem why the first of the failed and lost ended; empty if none did
 */
public record ConnectionCounts(
    int miners,
    int ready,
    long begun,
    long failed,
    long lost,
    List<Long> gatheringNanos,
    String firstProblem) {
  /** Copies the list. */
  public ConnectionCounts {
    gatheringNanos = List.copyOf(gatheringNanos);
  }
}
