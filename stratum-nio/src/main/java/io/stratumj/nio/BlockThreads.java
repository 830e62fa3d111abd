package io.stratumj.nio;

import io.stratumj.core.session.TaskScheduler;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The threads blocks are submitted on, apart from the event loops because a node may take its time:
 * one for each submission, at once, because one that hangs must not hold back the next block, nor
 * must many. There are none until a block is found, and none again a while after.
 *
 * <p>The number has a bound all the same. Retries keep away from the upper half of it, so that even
 * where every submission hangs for good, a new block has a thread. What finds none waits until
 * there is one; the server names it when it closes, and hands it to the last resort.
 *
 * <p><em>Thread-safe.</em>
 */
final class BlockThreads implements TaskScheduler {
  /** Blocks are rare, and a thread that waits costs some hundred kilobytes. */
  private static final int THREADS_MAX = 256;

  private static final int RETRIES_MAX = THREADS_MAX / 2;
  private static final long KEEP_ALIVE_SECONDS = 60;

  /** After how long a task that found no thread looks again. */
  private static final long NO_THREAD_MILLIS = 50;

  /** How often closing looks whether all is settled. */
  private static final long LOOK_MILLIS = 5;

  private static final String NAME = "blocks";
  private static final String TIMER = "block-timer";

  private final ServerThreads threads;
  private final ThreadPoolExecutor submitting;
  private final ScheduledThreadPoolExecutor timer;
  private final Duration closeTimeout;

  /**
   * No threads yet.
   *
   * @param closeTimeout how long closing waits for submissions to end
   */
  BlockThreads(ServerThreads threads, Duration closeTimeout) {
    this.threads = threads;
    this.submitting =
        new ThreadPoolExecutor(
            0,
            THREADS_MAX,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads.factory(NAME));
    this.timer = new ScheduledThreadPoolExecutor(1, threads.factory(TIMER));
    this.timer.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    this.timer.allowCoreThreadTimeOut(true);
    this.closeTimeout = closeTimeout;
  }

  @Override
  public void schedule(Runnable task, Duration delay) {
    if (delay.isZero()) {
      begin(task, THREADS_MAX);
    } else {
      later(() -> begin(task, RETRIES_MAX), delay.toNanos());
    }
  }

  /** Runs a task on a thread of its own if fewer than this are busy, and else later. */
  private void begin(Runnable task, int busyMax) {
    if (submitting.getActiveCount() < busyMax) {
      try {
        submitting.execute(task);
        return;
      } catch (RejectedExecutionException | OutOfMemoryError noThread) {
        // Tried again; if that is refused too, the server closes, and whoever asked is told.
      }
    }
    later(() -> begin(task, busyMax), TimeUnit.MILLISECONDS.toNanos(NO_THREAD_MILLIS));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // whoever schedules handles what can go wrong
  private void later(Runnable task, long nanos) {
    timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Lets blocks find their verdict, for a bounded time, interrupts the rest, and waits a second
   * more for its threads. Reports those that stay. What is scheduled for later does not hold it up:
   * that may be no more than the deadline of an answer that has come.
   *
   * @param settled whether no block waits for a verdict any more
   */
  void close(BooleanSupplier settled) {
    timer.shutdown();
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + closeTimeout.toNanos();
      while (!(settled.getAsBoolean() && submitting.getActiveCount() == 0)
          && deadline - System.nanoTime() > 0) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    timer.shutdownNow();
    submitting.shutdownNow();
    threads.joinInterrupted(NAME);
    threads.joinInterrupted(TIMER);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
