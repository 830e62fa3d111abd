package io.stratumj.nio;

import io.stratumj.core.session.TaskScheduler;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads blocks are submitted on, apart from the event loops because a node may take its time.
 * There are none until a block is found, and none again a while after. <em>Thread-safe.</em>
 */
final class BlockThreads implements TaskScheduler, AutoCloseable {
  /** Submissions at one time: one that hangs must not hold back the next block. */
  private static final int THREADS_MAX = 4;

  private static final long KEEP_ALIVE_SECONDS = 60;

  private static final String NAME = "blocks";

  private final ServerThreads threads;
  private final ScheduledThreadPoolExecutor executor;
  private final Duration closeTimeout;

  /**
   * No threads yet.
   *
   * @param closeTimeout how long closing waits for submissions to end
   */
  BlockThreads(ServerThreads threads, Duration closeTimeout) {
    this.threads = threads;
    this.executor = new ScheduledThreadPoolExecutor(THREADS_MAX, threads.factory(NAME));
    this.executor.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    this.executor.allowCoreThreadTimeOut(true);
    this.closeTimeout = closeTimeout;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever schedules handles what can go wrong
  public void schedule(Runnable task, Duration delay) {
    executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Lets what was scheduled end, for a bounded time, interrupts the rest, and waits a second more
   * for its threads. Reports those that stay.
   */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    try {
      executor.awaitTermination(closeTimeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    executor.shutdownNow();
    threads.joinInterrupted(NAME);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
