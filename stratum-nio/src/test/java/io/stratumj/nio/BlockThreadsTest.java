package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
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
    blocks.close();
    assertFalse(thread.isAlive());
  }

  @Test
  @DisplayName("O1: a submission that ignores the interrupt does not keep close() from returning")
  void closeIsBoundedAgainstSubmissions() throws Exception {
    blocks.schedule(() -> hang(true), Duration.ZERO);
    Thread thread = running.poll(10, TimeUnit.SECONDS);
    blocks.close();
    assertTrue(thread.isAlive());
    gate.countDown();
    thread.join();
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
