package io.stratumj.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LaterTasksTest {
  private final ManualClock clock = new ManualClock();
  private final LaterTasks tasks = new LaterTasks(clock);
  private final List<String> ran = new ArrayList<>();

  @Test
  void whatIsDueRunsOldestFirstAndInTheOrderOfScheduling() {
    schedule("d", 20);
    schedule("b", 9);
    schedule("a", 4);
    schedule("c", 9);
    assertEquals(OptionalLong.of(Duration.ofSeconds(4).toNanos()), nanosUntilNext());
    assertFalse(tasks.runDue());
    clock.advance(Duration.ofSeconds(9)); // Past the overflow of this clock.
    assertTrue(tasks.runDue());
    assertEquals(List.of("a", "b", "c"), ran);
    assertEquals(OptionalLong.of(Duration.ofSeconds(11).toNanos()), nanosUntilNext());
  }

  @Test
  void whatATaskSchedulesForNowWaitsForTheNextTurn() {
    tasks.schedule(() -> schedule("next", 0), Duration.ZERO);
    assertTrue(tasks.runDue());
    assertEquals(List.of(), ran);
    assertTrue(tasks.runDue());
    assertEquals(List.of("next"), ran);
    assertEquals(OptionalLong.empty(), nanosUntilNext());
  }

  private void schedule(String name, int seconds) {
    tasks.schedule(() -> ran.add(name), Duration.ofSeconds(seconds));
  }

  private OptionalLong nanosUntilNext() {
    return tasks.nanosUntilNext(clock.nanos());
  }
}
