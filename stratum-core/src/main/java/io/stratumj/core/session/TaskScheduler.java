package io.stratumj.core.session;

import java.time.Duration;

/** Runs tasks off the event loops, now or later: what blocks are submitted on. Thread-safe. */
@FunctionalInterface
public interface TaskScheduler {
  /**
   * Runs a task once.
   *
   * @param delay how long to wait before; zero for at once
   * @throws java.util.concurrent.RejectedExecutionException if it does not take tasks any more
   */
  void schedule(Runnable task, Duration delay);
}
