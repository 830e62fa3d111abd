package io.stratumj.testkit.memory;

import io.stratumj.core.session.TaskScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Tasks that run off the event loops in a real server, such as submitting a block: here they run on
 * the test's thread when their virtual time has come. <em>Thread-safe</em>, as anybody may
 * schedule.
 */
final class LaterTasks implements TaskScheduler {
  private final LongSupplier clock;
  private final List<Later> waiting = new ArrayList<>();

  private record Later(Runnable task, long dueNanos) {}

  LaterTasks(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void schedule(Runnable task, Duration delay) {
    waiting.add(new Later(task, clock.getAsLong() + delay.toNanos()));
  }

  /** Runs what is due, oldest first; answers whether there was anything. */
  boolean runDue() {
    List<Later> due = takeDue();
    due.forEach(later -> later.task.run());
    return !due.isEmpty();
  }

  /** How long until the next is due; absent if nothing waits. */
  synchronized OptionalLong nanosUntilNext(long nowNanos) {
    return waiting.stream().mapToLong(later -> later.dueNanos - nowNanos).min();
  }

  private synchronized List<Later> takeDue() {
    long now = clock.getAsLong();
    List<Later> due =
        waiting.stream()
            .filter(later -> later.dueNanos - now <= 0)
            .sorted(Comparator.comparingLong(later -> later.dueNanos - now))
            .toList();
    waiting.removeAll(due);
    return due;
  }
}
