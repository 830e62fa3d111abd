package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

final class ManualClockTest {
  @Test
  void movesOnlyWhenToldTo() {
    ManualClock clock = new ManualClock();
    long start = clock.nanos();
    assertEquals(start, clock.nanos());
    assertEquals(start + 7, clock.advance(Duration.ofNanos(7)));
    assertEquals(Duration.ofNanos(7), clock.elapsed());
    LongSupplier nanoTime = clock;
    assertEquals(start + 7, nanoTime.getAsLong());
  }

  @Test
  void overflowsAsRealClocksMay() {
    ManualClock clock = new ManualClock();
    long start = clock.nanos();
    long later = clock.advance(Duration.ofSeconds(6));
    assertTrue(later < start && later - start > 0);
  }

  @Test
  void doesNotGoBack() {
    ManualClock clock = new ManualClock();
    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
  }
}
