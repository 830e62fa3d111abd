package io.stratumj.core.session;

/**
 * How fast one session speaks, and whether that is faster than it may (SPEC L4). <em>Loop-confined;
 * time is a parameter.</em>
 *
 * <p>It is a bucket of tokens that may owe some. Every line costs a token, a long one more, and
 * tokens come back at the rate of the limits. A session that speaks too fast is answered all the
 * same, because what was read cannot be unread and a miner counts its answers; but it owes, and
 * nothing more is read from it until it does not. So its rate is exactly the limit, and what it
 * sends beyond waits on its own machine.
 *
 * <p>Each of the two buckets is one number: the time at which it will be full again. Nothing has to
 * be counted while a session is silent, and one that has been silent for a second has none.
 */
final class Pace {
  /** Bytes of a line that cost a token; every further such piece costs another. */
  static final int BYTES_OF_A_TOKEN = 1_024;

  private static final long SECOND_NANOS = 1_000_000_000;

  private long linesFullAtNanos;
  private long submitsFullAtNanos;

  Pace(long nowNanos) {
    this.linesFullAtNanos = nowNanos;
    this.submitsFullAtNanos = nowNanos;
  }

  /** A line of this many bytes was read. */
  void line(int bytes, SessionLimits limits, long nowNanos) {
    lines(1 + bytes / BYTES_OF_A_TOKEN, limits, nowNanos);
  }

  /** As many short lines were read. */
  void lines(int count, SessionLimits limits, long nowNanos) {
    long cost = count * (SECOND_NANOS / limits.linesPerSecond());
    linesFullAtNanos = later(linesFullAtNanos, nowNanos) + cost;
  }

  /** The line was a share. */
  void submit(SessionLimits limits, long nowNanos) {
    long cost = SECOND_NANOS / limits.submitsPerSecond();
    submitsFullAtNanos = later(submitsFullAtNanos, nowNanos) + cost;
  }

  /** Whether more was said than may be, so that nothing more is to be read for now. */
  boolean isExceeded(SessionLimits limits, long nowNanos) {
    long allowed = limits.burst().toNanos();
    return linesFullAtNanos - nowNanos > allowed || submitsFullAtNanos - nowNanos > allowed;
  }

  /** Whether nothing is owed any more, so that this may be forgotten. */
  boolean isSettled(long nowNanos) {
    return linesFullAtNanos - nowNanos <= 0 && submitsFullAtNanos - nowNanos <= 0;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
