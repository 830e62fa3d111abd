package io.stratumj.nio;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All threads of one server, by name, so that closing it can wait for each of them and can tell
 * whether it is called on one of them. <em>Thread-safe.</em>
 *
 * <p>The threads are not daemons: a started server keeps its process alive until it is closed, as a
 * pool without a main thread of its own expects.
 */
final class ServerThreads {
  private static final Logger LOG = LoggerFactory.getLogger(ServerThreads.class);
  private static final long AFTER_INTERRUPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String prefix;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /**
   * No threads yet.
   *
   * @param serverName becomes part of their names
   */
  ServerThreads(String serverName) {
    this.prefix = "stratum-" + serverName + "-";
  }

  /** A thread that is not started yet. */
  Thread of(String name, Runnable body) {
    return new Thread(
        () -> {
          running.add(Thread.currentThread());
          try {
            body.run();
          } finally {
            running.remove(Thread.currentThread());
          }
        },
        prefix + name);
  }

  /** Makes threads that all have one name, for an executor. */
  ThreadFactory factory(String name) {
    return body -> of(name, body);
  }

  /** Whether the calling thread is one of these. */
  boolean isCurrent() {
    return running.contains(Thread.currentThread());
  }

  /**
   * Waits for a thread to end; interrupts one that does not, waits a second more, and reports one
   * that still does not. Keeps the caller's interrupt.
   */
  static void join(Thread thread, long deadlineNanos) {
    if (joined(thread, deadlineNanos)) {
      return;
    }
    thread.interrupt();
    joinInterrupted(thread, System.nanoTime() + AFTER_INTERRUPT_NANOS);
  }

  /**
   * Waits for all running threads of this name, which were interrupted just now: a second at most,
   * and reports those that stay. Keeps the caller's interrupt.
   */
  void joinInterrupted(String name) {
    long deadlineNanos = System.nanoTime() + AFTER_INTERRUPT_NANOS;
    for (Thread thread : running) {
      if (thread.getName().equals(prefix + name)) {
        joinInterrupted(thread, deadlineNanos);
      }
    }
  }

  private static void joinInterrupted(Thread thread, long deadlineNanos) {
    if (!joined(thread, deadlineNanos)) {
      var where = new Throwable("where it is");
      where.setStackTrace(thread.getStackTrace());
      LOG.error("{} does not end: a callback is blocked", thread.getName(), where);
    }
  }

  private static boolean joined(Thread thread, long deadlineNanos) {
    boolean interrupted = false;
    try {
      while (thread.isAlive()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(left, 1_000_000));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
