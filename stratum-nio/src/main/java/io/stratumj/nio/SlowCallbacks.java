package io.stratumj.nio;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports what held an event loop for too long, which delayed every miner on it: nearly always a
 * callback of the pool that blocks. <em>Loop-confined.</em>
 *
 * <p>One line per {@link #QUIET_SECONDS}, with how many more there were, so that a slow database
 * does not flood the log as well. The first as many seconds, counted from the first callback, are
 * not reported at all: a cold JVM loads classes then, and nobody's callback is to blame.
 */
final class SlowCallbacks {
  /** Seconds between two reports. */
  static final long QUIET_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(SlowCallbacks.class);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(QUIET_SECONDS);

  private final long allowedNanos;
  private boolean warm;

  /** When a report was made last; at first, when the first callback began. */
  private long reportedAtNanos;

  private long unreported;

  /**
   * Allows callbacks to take this long.
   *
   * @param allowedNanos in nanoseconds
   */
  SlowCallbacks(long allowedNanos) {
    this.allowedNanos = allowedNanos;
  }

  /**
   * Looks at what just returned.
   *
   * @param what who held the loop, for the log
   * @return whether it was reported
   */
  boolean ended(Object what, long beganNanos, long endedNanos) {
    long heldNanos = endedNanos - beganNanos;
    if (!warm) {
      warm = true;
      reportedAtNanos = beganNanos;
    }
    if (heldNanos <= allowedNanos) {
      return false;
    }
    if (endedNanos - reportedAtNanos < QUIET_NANOS) {
      unreported++;
      return false;
    }
    LOG.warn(
        "{} held its event loop for {} ms (more than {} ms delays every miner on it);"
            + " {} more were not reported",
        what,
        TimeUnit.NANOSECONDS.toMillis(heldNanos),
        TimeUnit.NANOSECONDS.toMillis(allowedNanos),
        unreported);
    reportedAtNanos = endedNanos;
    unreported = 0;
    return true;
  }
}
