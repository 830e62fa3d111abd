package io.stratumj.nio;

import io.stratumj.core.session.ShareCounts;
import java.time.Duration;

/**
 * How a {@link StratumServer#drain drain} went. <em>Immutable.</em>
 *
 * @param took from the call to the end of the last thread
 * @param connections how many were open when it began
 * @param cut how many of them did not take their last bytes in time, and were closed without
 * @param shares the shares of the server's whole life. A difference between accepted and
 *     acknowledged ones is what a pool has to look at: {@link ShareCounts#unacknowledged()} miners
 *     do not know whether they are paid
 */
public record DrainReport(Duration took, int connections, int cut, ShareCounts shares) {
  /** In words, for a log. */
  @Override
  public String toString() {
    return "drained %d connections in %d ms, %d of them cut; %d shares accepted, %d acknowledged,"
            .formatted(connections, took.toMillis(), cut, shares.accepted(), shares.acknowledged())
        + " %d not recorded, %d unacknowledged"
            .formatted(shares.notRecorded(), shares.unacknowledged());
  }
}
