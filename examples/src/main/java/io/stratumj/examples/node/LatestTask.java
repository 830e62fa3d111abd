package io.stratumj.examples.node;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is to be done once more, soon, after it was asked for, however often that was
 * meanwhile. On a thread of its own, so that who asks does not wait for it. <em>Thread-safe.</em>
 */
final class LatestTask implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LatestTask.class);
  private static final long KEEP_ALIVE_SECONDS = 30;

  private final Runnable task;
  private final ThreadPoolExecutor thread;

  /**
   * Not asked for yet.
   *
   * @param name of the thread
   * @param task may block
   */
  LatestTask(String name, Runnable task) {
    this.task = task;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1), // who finds one waiting is served by it
            body -> {
              Thread made = new Thread(body, name);
              made.setDaemon(true);
              return made;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    thread.allowCoreThreadTimeOut(true);
  }

  /** Has it done; returns at once. */
  void ask() {
    thread.execute(this::run);
  }

  /** Interrupts it; it is not done any more. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void run() {
    try {
      task.run();
    } catch (RuntimeException thrown) {
      LOG.error("{} went wrong", Thread.currentThread().getName(), thrown);
    }
  }
}
