package io.stratumj.examples.node;

import java.time.Duration;

/**
 * How long to wait until the next try: twice as long after each failure, up to a bound.
 * <em>Confined</em> to one thread.
 */
final class RetryDelay {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  RetryDelay(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** How long to wait after one more failure. */
  Duration afterFailure() {
    Duration now = next.compareTo(longest) < 0 ? next : longest;
    next = now.multipliedBy(2);
    return now;
  }

  /** Something went well: the next failure is the first again. */
  void reset() {
    next = first;
  }
}
