package io.stratumj.testkit.memory;

import io.stratumj.core.session.TaskScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * Tasks that run off the event loops in a real server, such as submitting a block: here they run on
 * the test's thread when their virtual time has come. <em>Thread-safe</em>, as anybody may
 * schedule.
 */
final class LaterTasks implements TaskScheduler {
  private final LongSupplier clock;
  private final PriorityQueue<Later> waiting = new PriorityQueue<>();
  private long scheduled;

  /** Compares differences of times, as these may overflow; of one time, the first comes first. */
  private record Later(Runnable task, long dueNanos, long number) implements Comparable<Later> {
    @Override
    public int compareTo(Later other) {
      int byTime = Long.compare(dueNanos - other.dueNanos, 0);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  LaterTasks(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void schedule(Runnable task, Duration delay) {
    scheduled++;
    waiting.add(new Later(task, clock.getAsLong() + delay.toNanos(), scheduled));
  }

  /** Runs what is due, oldest first; answers whether there was anything. */
  boolean runDue() {
    List<Later> due = takeDue();
    due.forEach(later -> later.task.run());
    return !due.isEmpty();
  }

  /** How long until the next is due; absent if nothing waits. */
  synchronized OptionalLong nanosUntilNext(long nowNanos) {
    Later next = waiting.peek();
    return next == null ? OptionalLong.empty() : OptionalLong.of(next.dueNanos - nowNanos);
  }

  private synchronized List<Later> takeDue() {
    long now = clock.getAsLong();
    List<Later> due = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.element().dueNanos - now <= 0) {
      due.add(waiting.remove());
    }
    return due;
  }
}
