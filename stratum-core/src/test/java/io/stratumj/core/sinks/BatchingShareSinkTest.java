package io.stratumj.core.sinks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SPEC S7 for a sink that commits many shares at once. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchingShareSinkTest {
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final BatchOptions AT_ONCE = BatchOptions.defaults().withLinger(Duration.ZERO);

  private final GatedWriter writer = new GatedWriter();
  private final Queue<CompletableFuture<?>> withdrawals = new ConcurrentLinkedQueue<>();
  private BatchingShareSink sink;

  @AfterEach
  void close() {
    writer.openForGood();
    if (sink != null) {
      sink.close();
    }
  }

  @Test
  void batchIsWrittenWhenItIsFull() throws Exception {
    writer.openForGood();
    sink = BatchingShareSink.to(writer, AT_ONCE.withLinger(FOR_EVER).withSharesMax(3));
    var first = record(1);
    var second = record(2);
    assertFalse(first.isDone(), "it waits for company");
    var third = record(3);
    CompletableFuture.allOf(first, second, third).get();
    assertEquals(List.of(List.of(1, 2, 3)), writer.batches());
  }

  @Test
  void batchThatDoesNotFillIsWrittenWhenItHasLingered() throws Exception {
    writer.openForGood();
    sink = BatchingShareSink.to(writer, AT_ONCE.withLinger(Duration.ofMillis(1)));
    record(1).get();
    assertEquals(List.of(List.of(1)), writer.batches());
  }

  @Test
  void sharesGatherWhileTheBatchBeforeThemIsWritten() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE);
    var first = record(1);
    writer.awaitWrite();
    var others = List.of(record(2), record(3), record(4));
    assertFalse(first.isDone(), "not acknowledged before the write is over");
    assertEquals(4, sink.pending());
    writer.openForGood();
    CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).get();
    assertEquals(List.of(List.of(1), List.of(2, 3, 4)), writer.batches());
    assertEquals(0, sink.pending());
  }

  @Test
  void failedBatchFailsExactlyItsShares() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE.withSharesMax(2));
    var first = record(1);
    writer.awaitWrite();
    var second = record(2);
    var third = record(3);
    var fourth = record(4);
    writer.failNext(2, new IOException("disk full"));
    writer.openForGood();
    first.get();
    assertEquals("disk full", failure(second).getMessage());
    assertEquals("disk full", failure(third).getMessage());
    fourth.get();
    assertEquals(Set.of(1, 4), writer.stored());
  }

  @Test
  @DisplayName("S7: a batch that failed may be committed all the same, and can be withdrawn")
  void failedShareIsWithdrawnBeforeTheNextIsWritten() throws Exception {
    writer.openForGood();
    writer.failNextAfterCommit(new IOException("connection reset"));
    sink = BatchingShareSink.to(writer, AT_ONCE);
    assertEquals("connection reset", failure(record(1)).getMessage());
    var withdrawn = withdraw(1);
    record(2).get();
    assertTrue(withdrawn.isDone());
    assertEquals(Set.of(2), writer.stored());
    record(1).get();
    assertEquals(Set.of(1, 2), writer.stored(), "the same share, sent again, is written again");
  }

  @Test
  void nothingIsWrittenWhileWithdrawingFails() throws Exception {
    writer.openForGood();
    writer.failNextAfterCommit(new IOException("connection reset"));
    writer.failWithdrawing(new IOException("still down"));
    sink = BatchingShareSink.to(writer, AT_ONCE.withRetryDelay(FOR_EVER));
    assertEquals("connection reset", failure(record(1)).getMessage());
    var withdrawn = withdraw(1);
    Throwable refusal = failure(record(2));
    assertInstanceOf(RejectedExecutionException.class, refusal, "it was not tried");
    assertEquals("still down", refusal.getCause().getMessage());
    assertFalse(withdrawn.isDone(), "nobody may hear that it is not recorded");
    assertEquals(1, sink.inDoubt());
    writer.failWithdrawing(null);
    record(3).get();
    withdrawn.get();
    assertEquals(Set.of(3), writer.stored());
    assertEquals(0, sink.inDoubt());
  }

  @Test
  void withdrawingIsTriedAgainByItself() throws Exception {
    writer.openForGood();
    writer.failNextAfterCommit(new IOException("connection reset"));
    writer.failWithdrawing(new IOException("still down"));
    sink = BatchingShareSink.to(writer, AT_ONCE.withRetryDelay(Duration.ofMillis(1)));
    assertEquals("connection reset", failure(record(1)).getMessage());
    var withdrawn = withdraw(1);
    writer.awaitFailedWithdrawals(3);
    var again = withdraw(1);
    writer.failWithdrawing(null);
    CompletableFuture.allOf(withdrawn, again).get();
    assertEquals(Set.of(), writer.stored());
  }

  @Test
  void tooManyWithdrawalsAreRefused() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE.withQueueMax(1));
    var unused = record(1);
    writer.awaitWrite();
    var first = withdraw(1);
    assertEquals("1 shares wait to be withdrawn", failure(withdraw(2)).getMessage());
    writer.openForGood();
    first.get();
  }

  @Test
  void whatStillWaitsWhenTheSinkIsClosedIsRefused() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE.withCloseTimeout(Duration.ofMillis(1)));
    var written = record(1);
    writer.awaitWrite();
    var waiting = record(2);
    var withdrawn = withdraw(1);
    sink.close();
    assertEquals("the sink is closed", failure(waiting).getMessage());
    assertEquals("the sink is closed", failure(withdrawn).getMessage());
    assertEquals("the sink is closed", failure(withdraw(2)).getMessage());
    assertTrue(!written.isDone() || written.isCompletedExceptionally());
  }

  @Test
  @DisplayName("S7: a share given up as late is not written if it can be helped")
  void withdrawnShareThatWaitsIsNeverWritten() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE);
    var first = record(1);
    writer.awaitWrite();
    var late = record(2);
    var third = record(3);
    var withdrawn = withdraw(2);
    assertTrue(withdrawn.isDone(), "nothing needs to be undone");
    writer.openForGood();
    first.get();
    third.get();
    assertEquals(Set.of(1, 3), writer.stored());
    assertFalse(late.isDone());
  }

  @Test
  @DisplayName("S7: a share given up as late while it is written is taken out again")
  void withdrawnShareThatIsBeingWrittenIsTakenOut() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE);
    var late = record(1);
    writer.awaitWrite();
    var withdrawn = withdraw(1);
    writer.openForGood();
    late.get();
    withdrawn.get();
    assertEquals(Set.of(), writer.stored());
    record(1).get();
    assertEquals(Set.of(1), writer.stored(), "the miner sent it again, and it counts");
  }

  @Test
  void shareThatWaitsAlreadyIsWrittenOnce() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE);
    var first = record(1);
    writer.awaitWrite();
    var second = record(2);
    var again = record(2);
    writer.openForGood();
    CompletableFuture.allOf(first, second, again).get();
    assertEquals(List.of(List.of(1), List.of(2)), writer.batches());
  }

  @Test
  @DisplayName("S7, L1: a full queue refuses, and says so")
  void fullQueueRefuses() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE.withQueueMax(2));
    var first = record(1);
    writer.awaitWrite();
    var second = record(2);
    var third = record(3);
    Throwable refusal = failure(record(4));
    assertInstanceOf(RejectedExecutionException.class, refusal);
    assertEquals("2 shares wait to be written", refusal.getMessage());
    writer.openForGood();
    CompletableFuture.allOf(first, second, third).get();
    record(4).get();
    assertEquals(Set.of(1, 2, 3, 4), writer.stored());
  }

  @Test
  void closingWritesWhatWaitsAndRefusesTheRest() throws Exception {
    writer.openForGood();
    sink = BatchingShareSink.to(writer, AT_ONCE.withLinger(FOR_EVER));
    var waiting = record(1);
    sink.close();
    waiting.get();
    assertEquals(Set.of(1), writer.stored());
    assertInstanceOf(RejectedExecutionException.class, failure(record(2)));
    sink.close();
  }

  @Test
  void withdrawingAShareThatWaitsAgainTakesOutTheOneThatIsBeingWritten() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE);
    var first = record(1);
    writer.awaitWrite();
    var again = record(1);
    var withdrawn = withdraw(1);
    assertFalse(withdrawn.isDone(), "the first offer may still be stored");
    writer.openForGood();
    withdrawn.get(20, TimeUnit.SECONDS);
    first.get(20, TimeUnit.SECONDS);
    assertFalse(again.isDone());
    assertEquals(Set.of(), writer.stored());
  }

  @Test
  void closingIsBoundedThoughTheWriterHangs() throws Exception {
    sink = BatchingShareSink.to(writer, AT_ONCE.withCloseTimeout(Duration.ofMillis(20)));
    var hanging = record(1);
    writer.awaitWrite();
    var waiting = record(2);
    sink.close();
    assertInstanceOf(RejectedExecutionException.class, failure(waiting));
    assertInstanceOf(InterruptedException.class, failure(hanging), "the writer was interrupted");
  }

  @Test
  void errorOfTheWriterDoesNotEndTheSink() throws Exception {
    writer.openForGood();
    writer.failNext(1, new StackOverflowError());
    sink = BatchingShareSink.to(writer, AT_ONCE);
    assertInstanceOf(StackOverflowError.class, failure(record(1)));
    record(2).get();
  }

  @Test
  @DisplayName("Many threads: what was acknowledged is stored exactly once, and nothing else")
  void manyThreadsRecordWithdrawAndFailAtOnce() throws Exception {
    writer.openForGood();
    writer.failEvery(7);
    sink =
        BatchingShareSink.to(
            writer, AT_ONCE.withSharesMax(16).withRetryDelay(Duration.ofMillis(1)));
    Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int base = t * 1_000;
      threads.add(new Thread(() -> mine(base, acknowledged)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    writer.failEvery(Integer.MAX_VALUE);
    record(9_999).get();
    acknowledged.add(9_999);
    CompletableFuture.allOf(withdrawals.toArray(CompletableFuture[]::new)).get();
    assertEquals(new TreeSet<>(acknowledged), new TreeSet<>(writer.stored()));
    assertEquals(List.of(), writer.complaints());
    assertTrue(acknowledged.size() > 1_000 && acknowledged.size() < 4_000);
  }

  /** Every tenth share is given up at once; the others are awaited. */
  private void mine(int base, Set<Integer> acknowledged) {
    for (int number = base; number < base + 1_000; number++) {
      CompletableFuture<?> stage = record(number);
      if (number % 10 == 0) {
        withdrawals.add(withdraw(number));
      } else {
        try {
          stage.get();
          acknowledged.add(number);
        } catch (ExecutionException refused) {
          assertInstanceOf(IOException.class, refused.getCause());
          withdrawals.add(withdraw(number));
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  @Test
  void boundsOutOfRangeAreNamedTogether() {
    var complaint =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BatchOptions(0, Duration.ofDays(1), 1, Duration.ZERO, FOR_EVER));
    assertEquals(
        "sharesMax must be in 1..10000000, not 0; linger must be from PT0S to PT1H, not PT24H;"
            + " retryDelay must be from PT0.001S to PT1H, not PT0S",
        complaint.getMessage());
  }

  private CompletableFuture<?> record(int number) {
    return sink.record(Shares.number(number)).toCompletableFuture();
  }

  private CompletableFuture<?> withdraw(int number) {
    return sink.withdraw(Shares.number(number)).toCompletableFuture();
  }

  private static Throwable failure(CompletableFuture<?> stage) throws Exception {
    return assertThrows(ExecutionException.class, () -> stage.get(20, TimeUnit.SECONDS)).getCause();
  }

  /** A store in memory whose writes wait for a gate, and fail as they are told. */
  private static final class GatedWriter implements ShareBatchWriter {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<List<Integer>> batches = new ArrayList<>();
    private final Set<Integer> stored = new TreeSet<>();
    private final List<String> complaints = new ArrayList<>();
    private int writes;
    private int failing;
    private int failEvery = Integer.MAX_VALUE;
    private boolean commits;
    private Throwable failure = new IOException("one of many");
    private Exception withdrawFailure;
    private int failedWithdrawals;

    @Override
    public void write(List<AcceptedShare> shares) throws Exception {
      entered.countDown();
      gate.await();
      synchronized (this) {
        writes++;
        boolean fails = writes == failing || writes % failEvery == 0;
        List<Integer> numbers = shares.stream().map(GatedWriter::number).toList();
        if (!fails || commits) {
          for (int number : numbers) {
            if (!stored.add(number)) {
              complaints.add(number + " is written twice");
            }
          }
          batches.add(numbers);
          notifyAll();
        }
        if (fails && failure instanceof Error error) {
          throw error;
        }
        if (fails) {
          throw (Exception) failure;
        }
      }
    }

    @Override
    public synchronized void withdraw(List<AcceptedShare> shares) throws Exception {
      if (withdrawFailure != null) {
        failedWithdrawals++;
        notifyAll();
        throw withdrawFailure;
      }
      shares.forEach(share -> stored.remove(number(share)));
      notifyAll();
    }

    synchronized void failNext(int write, Throwable with) {
      failing = write;
      failure = with;
    }

    synchronized void failNextAfterCommit(Exception with) {
      failing = 1;
      failure = with;
      commits = true;
    }

    synchronized void failEvery(int nth) {
      failEvery = nth;
      commits = true;
    }

    synchronized void failWithdrawing(Exception with) {
      withdrawFailure = with;
    }

    synchronized void awaitFailedWithdrawals(int count) throws InterruptedException {
      while (failedWithdrawals < count) {
        wait();
      }
    }

    void awaitWrite() throws InterruptedException {
      entered.await();
    }

    void openForGood() {
      gate.countDown();
    }

    synchronized List<List<Integer>> batches() {
      return List.copyOf(batches);
    }

    synchronized Set<Integer> stored() {
      return Set.copyOf(stored);
    }

    synchronized List<String> complaints() {
      return List.copyOf(complaints);
    }

    private static int number(AcceptedShare share) {
      return share.share().nonce();
    }
  }
}
