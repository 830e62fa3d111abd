package io.stratumj.testkit.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for what an implementation answers, within a time that says "never" for a test. */
final class Stages {
  private static final long PATIENCE_SECONDS = 30;

  private Stages() {}

  /** The value of a stage that must succeed. */
  static <T> T valueOf(@Nullable CompletionStage<T> stage, String lesson) {
    if (stage == null) {
      throw new AssertionError("returned null instead of a stage: " + lesson);
    }
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the stage failed with " + e.getCause() + ": " + lesson, e);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "the stage is not complete after " + PATIENCE_SECONDS + " s: " + lesson, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** What a call fails with, thrown or in its stage; empty if it succeeds. */
  static Optional<Throwable> failureOf(Callable<CompletionStage<?>> call, String lesson) {
    CompletionStage<?> stage;
    try {
      stage = call.call();
    } catch (Exception thrown) {
      return Optional.of(thrown);
    }
    try {
      Object unused = stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.ofNullable(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError(
          "the stage is not complete after " + PATIENCE_SECONDS + " s: " + lesson, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Makes all calls at the same moment, each on a thread of its own. */
  static <T> List<T> atOnce(List<Callable<T>> calls) {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> call : calls) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get(2 * PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("threw " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("did not return", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
