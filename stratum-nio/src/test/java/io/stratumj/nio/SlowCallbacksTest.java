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
    warmUp(0);
    long began = 10 * SECOND;
    assertFalse(slowCallbacks.ended("a callback", began, began + 50 * MILLISECOND));
    assertTrue(slowCallbacks.ended("a callback", began, began + 51 * MILLISECOND));
  }

  @Test
  @DisplayName("the classes a cold JVM loads for the first miner are nobody's fault")
  void firstSecondsAreNotReported() {
    long began = 3_600 * SECOND; // however long the first miner lets the loop wait
    assertFalse(slowCallbacks.ended("a callback", began, began + SECOND));
    long soon = began + 8 * SECOND;
    assertFalse(slowCallbacks.ended("a callback", soon, soon + SECOND));
    long warm = began + 9 * SECOND;
    assertTrue(slowCallbacks.ended("a callback", warm, warm + SECOND));
  }

  @Test
  @DisplayName("L7: once in ten seconds")
  void reportsAreRare() {
    long began = Long.MAX_VALUE - SECOND; // the clock may run over
    warmUp(began - 10 * SECOND);
    assertTrue(slowCallbacks.ended("a callback", began, began + SECOND));
    long soon = began + 9 * SECOND;
    assertFalse(slowCallbacks.ended("a callback", soon, soon + SECOND));
    long later = began + 11 * SECOND;
    assertTrue(slowCallbacks.ended("a callback", later, later + SECOND));
  }

  private void warmUp(long atNanos) {
    assertFalse(slowCallbacks.ended("the first callback", atNanos, atNanos));
  }
}
