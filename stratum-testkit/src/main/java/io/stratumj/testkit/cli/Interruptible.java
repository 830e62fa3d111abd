package io.stratumj.testkit.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that Ctrl-C ends, but not before it has said what it has to say. */
final class Interruptible {
  private static final int FAILED = 1;
  private static final int PATIENCE_SECONDS = 10;

  private Interruptible() {}

  /**
   * Does the work on this thread. If the process is asked to end meanwhile, the work is told to
   * stop, and the process ends with the status the work gives, after ten seconds at the latest.
   *
   * @param stop makes the work come to its end soon; called by another thread
   * @param work answers the exit status, everything said
   */
  static int run(Runnable stop, Callable<Integer> work) throws Exception {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread hook = new Thread(() -> end(stop, status), "testkit-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int answer = work.call();
      status.complete(answer);
      return answer;
    } finally {
      status.complete(FAILED);
      forget(hook);
    }
  }

  /** A signal's own status would hide how the work has ended. */
  private static void end(Runnable stop, CompletableFuture<Integer> status) {
    stop.run();
    int answer = FAILED;
    try {
      answer = status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      answer = FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(answer);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook is at work, which is what it is for.
      hook.setName("testkit-ending");
    }
  }
}
