package io.stratumj.nio;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * What other threads want an event loop to do: answers of authorizers and share sinks, new
 * connections, the request to stop. The only way from another thread into a loop.
 *
 * <p>The queue itself has no bound, because what goes through it must not be lost and is bounded
 * where it begins: pending authorizations and shares by the session's limits, connections by the
 * server's. What is bounded is how many tasks one turn of the loop runs.
 *
 * <p><em>Thread-safe</em>, except where a method says <em>loop only</em>. Two queues take turns:
 * others add to one under a short lock while the loop runs the other without any; neither is
 * allocated anew, so handing over a task costs no garbage.
 */
final class LoopTasks implements Executor {
  private final Runnable wakeup;
  private final Object lock = new Object();
  private ArrayDeque<Runnable> incoming = new ArrayDeque<>();
  private boolean ended;

  /** The loop's half; nobody else touches it. */
  private ArrayDeque<Runnable> taken = new ArrayDeque<>();

  /**
   * An empty queue.
   *
   * @param wakeup lets the loop turn; called on the thread that added the first task since the loop
   *     last looked
   */
  LoopTasks(Runnable wakeup) {
    this.wakeup = wakeup;
  }

  /**
   * Runs a task on the loop, soon, after those that were added before.
   *
   * @throws RejectedExecutionException if the loop has ended; all its connections have too
   */
  @Override
  public void execute(Runnable task) {
    if (!offer(task)) {
      throw new RejectedExecutionException("the event loop has ended");
    }
  }

  /** The same as {@link #execute}, and tells whether the task will run. */
  boolean offer(Runnable task) {
    boolean first;
    synchronized (lock) {
      if (ended) {
        return false;
      }
      first = incoming.isEmpty();
      incoming.add(task);
    }
    if (first) {
      wakeup.run();
    }
    return true;
  }

  /** Whether there is nothing to run. <em>Loop only.</em> */
  boolean isEmpty() {
    if (!taken.isEmpty()) {
      return false;
    }
    synchronized (lock) {
      return incoming.isEmpty();
    }
  }

  /**
   * Runs the tasks there are, but not those they add, and no more than {@code most}. <em>Loop
   * only.</em>
   *
   * @param run calls the task; must not throw
   */
  void run(int most, Consumer<Runnable> run) {
    if (taken.isEmpty()) {
      take();
    }
    for (int i = 0; i < most; i++) {
      Runnable task = taken.poll();
      if (task == null) {
        return;
      }
      run.accept(task);
    }
  }

  /** Takes no more tasks from now on and runs those there are. <em>Loop only.</em> */
  void end(Consumer<Runnable> run) {
    synchronized (lock) {
      ended = true;
    }
    run(Integer.MAX_VALUE, run);
    run(Integer.MAX_VALUE, run);
  }

  private void take() {
    ArrayDeque<Runnable> empty = taken;
    synchronized (lock) {
      taken = incoming;
      incoming = empty;
    }
  }
}
