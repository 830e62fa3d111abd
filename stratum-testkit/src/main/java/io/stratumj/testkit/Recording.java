package io.stratumj.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What both recording sinks do: remember what they were given, and answer at once, on command, or
 * with a failure.
 *
 * <p><em>Thread-safe.</em> Stages are completed on the commanding thread, outside the lock.
 *
 * @param <T> what is recorded
 * @param <R> what a stage completes with
 */
final class Recording<T, R> {
  private final String what;
  private final List<T> items = new ArrayList<>();
  private final Deque<CompletableFuture<R>> held = new ArrayDeque<>();
  private Supplier<CompletionStage<R>> answer;

  Recording(String what, Supplier<CompletionStage<R>> answer) {
    this.what = what;
    this.answer = answer;
  }

  synchronized CompletionStage<R> record(T item) {
    items.add(item);
    notifyAll();
    return answer.get();
  }

  synchronized void answerWith(Supplier<CompletionStage<R>> newAnswer) {
    answer = newAnswer;
  }

  synchronized void hold() {
    answer =
        () -> {
          CompletableFuture<R> stage = new CompletableFuture<>();
          held.addLast(stage);
          return stage;
        };
  }

  synchronized int heldCount() {
    return held.size();
  }

  void completeNext(R result) {
    complete(nextHeld(), result);
  }

  void failNext(Throwable failure) {
    fail(nextHeld(), failure);
  }

  void completeAll(R result) {
    allHeld().forEach(stage -> complete(stage, result));
  }

  void failAll(Throwable failure) {
    allHeld().forEach(stage -> fail(stage, failure));
  }

  synchronized List<T> items() {
    return List.copyOf(items);
  }

  synchronized List<T> await(int count, Duration timeout) {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    while (items.size() < count) {
      long leftMillis = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
      if (leftMillis <= 0) {
        throw new AssertionError(
            items.size()
                + " instead of "
                + count
                + " "
                + what
                + " after "
                + timeout
                + ": "
                + items);
      }
      try {
        wait(leftMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      }
    }
    return List.copyOf(items);
  }

  private synchronized CompletableFuture<R> nextHeld() {
    if (held.isEmpty()) {
      throw new IllegalStateException("no " + what + " wait for an answer");
    }
    return held.removeFirst();
  }

  private synchronized List<CompletableFuture<R>> allHeld() {
    List<CompletableFuture<R>> all = List.copyOf(held);
    held.clear();
    return all;
  }

  private static <R> void complete(CompletableFuture<R> stage, R result) {
    if (!stage.complete(result)) {
      throw new IllegalStateException("the stage was completed by somebody else: " + stage);
    }
  }

  private static <R> void fail(CompletableFuture<R> stage, Throwable failure) {
    if (!stage.completeExceptionally(failure)) {
      throw new IllegalStateException("the stage was completed by somebody else: " + stage);
    }
  }
}
