package io.stratumj.core.session;

/**
 * The time between two clean jobs: all jobs published in it are on the same parent block and become
 * stale together.
 *
 * <p>{@code clean_jobs} is not a property of a job but of a step from one job to the next: it is
 * true for a session when the job it is sent has another tip than the one it was sent before. So it
 * cannot be lost when a slow session skips jobs.
 *
 * <p><em>Thread-safe.</em>
 */
final class Tip {
  private static final long LASTING = Long.MIN_VALUE;

  private volatile long endedNanos = LASTING;

  /** A clean job has been published; called once. */
  void end(long nowNanos) {
    endedNanos = nowNanos == LASTING ? LASTING + 1 : nowNanos;
  }

  boolean hasEnded() {
    return endedNanos != LASTING;
  }

  /** Whether the tip has ended at least so long ago. */
  boolean endedBefore(long nowNanos, long agoNanos) {
    long ended = endedNanos;
    return ended != LASTING && nowNanos - ended >= agoNanos;
  }
}
