package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One of the two objects that cross threads. */
class LoopTasksTest {
  private final AtomicInteger wakeups = new AtomicInteger();
  private final LoopTasks tasks = new LoopTasks(wakeups::incrementAndGet);
  private final List<Integer> ran = new ArrayList<>();

  @Test
  void tasksRunInTheOrderTheyWereAdded() {
    for (int i = 0; i < 5; i++) {
      add(i);
    }
    tasks.run(100, Runnable::run);
    assertEquals(List.of(0, 1, 2, 3, 4), ran);
    assertTrue(tasks.isEmpty());
  }

  @Test
  void oneRunIsBoundedAndTheRestKeepsItsPlace() {
    for (int i = 0; i < 5; i++) {
      add(i);
    }
    tasks.run(3, Runnable::run);
    assertEquals(List.of(0, 1, 2), ran);
    assertFalse(tasks.isEmpty());
    add(5);
    tasks.run(100, Runnable::run);
    tasks.run(100, Runnable::run);
    assertEquals(List.of(0, 1, 2, 3, 4, 5), ran);
  }

  @Test
  void taskAddedByATaskWaitsForTheNextRun() {
    tasks.execute(() -> add(1));
    tasks.run(100, Runnable::run);
    assertEquals(List.of(), ran);
    assertFalse(tasks.isEmpty());
    tasks.run(100, Runnable::run);
    assertEquals(List.of(1), ran);
  }

  @Test
  void loopIsWokenOnceForManyTasks() {
    add(1);
    add(2);
    assertEquals(1, wakeups.get());
    tasks.run(100, Runnable::run);
    add(3);
    assertEquals(2, wakeups.get());
  }

  @Test
  void endRunsWhatThereIsAndRefusesTheRest() {
    add(1);
    add(2);
    tasks.run(1, Runnable::run);
    add(3);
    tasks.end(Runnable::run);
    assertEquals(List.of(1, 2, 3), ran);
    assertFalse(tasks.offer(() -> ran.add(4)));
    assertThrows(RejectedExecutionException.class, () -> tasks.execute(() -> ran.add(5)));
    tasks.run(100, Runnable::run);
    assertEquals(List.of(1, 2, 3), ran);
  }

  /**
   * Several threads add numbered tasks while one runs them, blocking until it is woken: each task
   * runs once, those of a thread in their order, and no wake-up is lost.
   */
  @Test
  void concurrentTasksRunOnceEachInTheOrderOfTheirThread() throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    var woken = new Semaphore(0);
    var shared = new LoopTasks(woken::release);
    var begin = new CountDownLatch(1);
    var next = new int[threads];
    var misplaced = new AtomicInteger();
    List<Thread> adding = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      adding.add(
          new Thread(
              () -> {
                awaitQuietly(begin);
                for (int i = 0; i < each; i++) {
                  int number = i;
                  shared.execute(
                      () -> {
                        if (next[thread]++ != number) {
                          misplaced.incrementAndGet();
                        }
                      });
                }
              }));
    }
    adding.forEach(Thread::start);
    begin.countDown();
    int total = 0;
    while (total < threads * each) {
      if (shared.isEmpty()) {
        assertTrue(woken.tryAcquire(10, TimeUnit.SECONDS), "a wake-up was lost");
      }
      shared.run(64, Runnable::run);
      total = 0;
      for (int count : next) {
        total += count;
      }
    }
    for (Thread thread : adding) {
      thread.join();
    }
    assertEquals(0, misplaced.get());
    assertTrue(shared.isEmpty());
  }

  private void add(int number) {
    tasks.execute(() -> ran.add(number));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
