package io.stratumj.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Time that moves only when a test says so: a stand-in for {@link System#nanoTime()}. It starts
 * close to where a {@code long} overflows, because real ones may: code that compares times instead
 * of differences is found out in the first five seconds.
 *
 * <p><em>Thread-safe.</em>
 */
public final class ManualClock implements LongSupplier {
  private static final long START = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  private final AtomicLong nanos = new AtomicLong(START);

  /** A clock that stands still. */
  public ManualClock() {}

  /** The present time, in nanoseconds since nothing in particular. */
  public long nanos() {
    return nanos.get();
  }

  /** How long ago the clock was made, by its own time. */
  public Duration elapsed() {
    return Duration.ofNanos(nanos() - START);
  }

  /**
   * Moves the time on.
   *
   * @return the time then
   * @throws IllegalArgumentException if the duration is negative
   */
  public long advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + duration);
    }
    return nanos.addAndGet(duration.toNanos());
  }

  /** The same as {@link #nanos()}. */
  @Override
  public long getAsLong() {
    return nanos();
  }
}
