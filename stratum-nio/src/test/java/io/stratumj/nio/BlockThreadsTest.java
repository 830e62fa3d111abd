package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The end of the threads blocks are submitted on. */
class BlockThreadsTest {
  private final BlockThreads blocks =
      new BlockThreads(new ServerThreads("scripted"), Duration.ofMillis(1));
  private final SynchronousQueue<Thread> running = new SynchronousQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  @DisplayName("O1: a submission that hangs is interrupted, and close() waits for its thread")
  void closeJoinsWhatItInterrupts() throws Exception {
    blocks.schedule(() -> hang(false), Duration.ZERO);
    Thread thread = running.poll(10, TimeUnit.SECONDS);
    assertEquals("stratum-scripted-blocks", thread.getName());
    blocks.close(() -> false);
    assertFalse(thread.isAlive());
  }

  @Test
  @DisplayName("O1: a submission that ignores the interrupt does not keep close() from returning")
  void closeIsBoundedAgainstSubmissions() throws Exception {
    blocks.schedule(() -> hang(true), Duration.ZERO);
    Thread thread = running.poll(10, TimeUnit.SECONDS);
    blocks.close(() -> false);
    assertTrue(thread.isAlive());
    gate.countDown();
    thread.join();
  }

  @Test
  @DisplayName("O1: the deadline of an answer that has come does not hold up close()")
  void closeWaitsForNothingThatIsSettled() {
    BlockThreads patient = new BlockThreads(new ServerThreads("scripted"), Duration.ofHours(1));
    AtomicInteger ran = new AtomicInteger();
    patient.schedule(ran::incrementAndGet, Duration.ofHours(2));
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> patient.close(() -> true));
    assertEquals(0, ran.get());
  }

  @Test
  @DisplayName("S8: close() waits for a verdict that comes on a thread of the sink's own")
  void closeWaitsUntilBlocksAreSettled() {
    BlockThreads patient = new BlockThreads(new ServerThreads("scripted"), Duration.ofHours(1));
    AtomicInteger looks = new AtomicInteger();
    patient.close(() -> looks.incrementAndGet() == 3);
    assertEquals(3, looks.get());
  }

  @Test
  @DisplayName("S8: however many submissions hang, the next block is submitted at once")
  void submissionsThatHangHoldUpNobody() throws Exception {
    for (int i = 0; i < 100; i++) {
      blocks.schedule(() -> hang(false), Duration.ZERO);
      assertTrue(running.poll(30, TimeUnit.SECONDS).isAlive());
    }
    CountDownLatch submitted = new CountDownLatch(1);
    blocks.schedule(submitted::countDown, Duration.ZERO);
    assertTrue(submitted.await(30, TimeUnit.SECONDS));
    gate.countDown();
    blocks.close(() -> true);
  }

  @Test
  @DisplayName("S8: retries that hang leave threads to new blocks")
  void retriesDoNotTakeAllThreads() throws Exception {
    for (int i = 0; i < 300; i++) {
      blocks.schedule(() -> hang(false), Duration.ofNanos(1));
    }
    for (int i = 0; i < 128; i++) {
      assertTrue(running.poll(30, TimeUnit.SECONDS).isAlive());
    }
    CountDownLatch submitted = new CountDownLatch(1);
    blocks.schedule(submitted::countDown, Duration.ZERO);
    assertTrue(submitted.await(30, TimeUnit.SECONDS));
    blocks.close(() -> false);
  }

  @Test
  @DisplayName("S8: past the bound a block waits, and is submitted when a thread is free")
  void beyondTheBoundItWaits() throws Exception {
    for (int i = 0; i < 256; i++) {
      blocks.schedule(() -> hang(false), Duration.ZERO);
      assertTrue(running.poll(30, TimeUnit.SECONDS).isAlive());
    }
    CountDownLatch submitted = new CountDownLatch(1);
    blocks.schedule(submitted::countDown, Duration.ZERO);
    assertEquals(1, submitted.getCount());
    gate.countDown();
    assertTrue(submitted.await(30, TimeUnit.SECONDS));
    blocks.close(() -> true);
  }

  private void hang(boolean stubborn) {
    try {
      running.put(Thread.currentThread());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    boolean waiting = true;
    while (waiting) {
      try {
        gate.await();
        waiting = false;
      } catch (InterruptedException e) {
        waiting = stubborn;
      }
    }
  }
}
