package io.stratumj.nio;

import io.stratumj.core.session.TaskScheduler;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The threads blocks are submitted on, apart from the event loops because a node may take its time.
 * There are none until a block is found, and none again a while after. <em>Thread-safe.</em>
 */
final class BlockThreads implements TaskScheduler {
  /** Submissions at one time: one that hangs must not hold back the next block. */
  private static final int THREADS_MAX = 4;

  private static final long KEEP_ALIVE_SECONDS = 60;

  /** How often closing looks whether all is settled. */
  private static final long LOOK_MILLIS = 5;

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
   * Lets blocks find their verdict, for a bounded time, interrupts the rest, and waits a second
   * more for its threads. Reports those that stay. What is scheduled for later does not hold it up:
   * that may be no more than the deadline of an answer that has come.
   *
   * @param settled whether no block waits for a verdict any more
   */
  void close(BooleanSupplier settled) {
    executor.shutdown();
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + closeTimeout.toNanos();
      while (!(settled.getAsBoolean() && executor.getActiveCount() == 0)
          && deadline - System.nanoTime() > 0) {
        if (executor.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          // No thread of ours is left to wait for, but a sink may have threads of its own.
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
      }
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
