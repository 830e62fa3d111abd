package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a callback that held a loop is reported. */
class SlowCallbacksTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SlowCallbacks slowCallbacks = new SlowCallbacks(50 * MILLISECOND);

  @Test
  @DisplayName("L7: longer than the limit is reported, as long as the limit is not")
  void onlyWhatExceedsTheLimitIsReported() {
    assertFalse(slowCallbacks.ended("a callback", 0, 50 * MILLISECOND));
    assertTrue(slowCallbacks.ended("a callback", 0, 51 * MILLISECOND));
  }

  @Test
  @DisplayName("L7: once in ten seconds")
  void reportsAreRare() {
    long began = Long.MAX_VALUE - SECOND; // the clock may run over
    assertTrue(slowCallbacks.ended("a callback", began, began + SECOND));
    long soon = began + 9 * SECOND;
    assertFalse(slowCallbacks.ended("a callback", soon, soon + SECOND));
    long later = began + 11 * SECOND;
    assertTrue(slowCallbacks.ended("a callback", later, later + SECOND));
  }
}
