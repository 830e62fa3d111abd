package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockVerdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RecordingSinkTest {
  private static final WorkerName ALICE = new WorkerName("alice");
  private static final Work WORK =
      new Work(
          new JobId(1),
          TestJobs.sequence().newTip(),
          new Extranonce(Bytes.fromHex("00000001"), 8),
          Difficulty.ONE,
          Target.DIFFICULTY_ONE,
          VersionMask.NONE);

  private final RecordingSink sink = new RecordingSink();
  private final RecordingBlockSink blocks = new RecordingBlockSink();

  @Test
  void recordsAtOnce() {
    assertTrue(offer(1).isDone());
    assertTrue(offer(2).isDone());
    assertEquals(List.of(share(1), share(2)), sink.shares());
    assertEquals(2, sink.awaitShares(2).size());
  }

  @Test
  void completesAndFailsOnCommandOldestFirst() {
    sink.holding();
    var first = offer(1);
    var second = offer(2);
    var third = offer(3);
    var fourth = offer(4);
    assertEquals(4, sink.heldCount());
    sink.completeNext();
    assertTrue(first.isDone() && !second.isDone());
    sink.failNext(new IllegalStateException("disk full"));
    assertTrue(second.isCompletedExceptionally() && !third.isDone());
    sink.completeAll();
    assertTrue(third.isDone() && fourth.isDone() && !fourth.isCompletedExceptionally());
    assertEquals(0, sink.heldCount());
    assertThrows(IllegalStateException.class, sink::completeNext);
  }

  @Test
  void failsAllThatWait() {
    sink.holding();
    var held = offer(1);
    sink.completing();
    assertTrue(offer(2).isDone());
    assertFalse(held.isDone());
    sink.failAll(new IllegalStateException("gone"));
    assertTrue(held.isCompletedExceptionally());
  }

  @Test
  void failsAndThrowsAsTold() {
    sink.failing(new IllegalStateException("no"));
    assertTrue(offer(1).isCompletedExceptionally());
    sink.throwing(new IllegalArgumentException("not at all"));
    assertThrows(IllegalArgumentException.class, () -> offer(2));
    assertEquals(2, sink.shares().size(), "called twice");
  }

  @Test
  void awaitsSharesOfAnotherThread() throws InterruptedException {
    Thread other = new Thread(() -> assertTrue(offer(1).isDone()), "offers-a-share");
    other.start();
    assertEquals(List.of(share(1)), sink.awaitShares(1));
    other.join();
  }

  @Test
  void answersBlocksAsTold() {
    assertEquals(new BlockVerdict.Accepted(), submit().join());
    blocks.answering(new BlockVerdict.Duplicate());
    assertEquals(new BlockVerdict.Duplicate(), submit().join());
    blocks.holding();
    var first = submit();
    var second = submit();
    var third = submit();
    assertEquals(3, blocks.heldCount());
    blocks.failNext(new IllegalStateException("no node"));
    blocks.completeNext(new BlockVerdict.Inconclusive());
    blocks.completeAll(new BlockVerdict.Rejected("high-hash"));
    assertTrue(first.isCompletedExceptionally());
    assertEquals(new BlockVerdict.Inconclusive(), second.join());
    assertEquals(new BlockVerdict.Rejected("high-hash"), third.join());
    blocks.failing(new IllegalStateException("no"));
    assertTrue(submit().isCompletedExceptionally());
    blocks.throwing(new IllegalStateException("no"));
    assertThrows(IllegalStateException.class, this::submit);
    assertEquals(7, blocks.candidates().size());
    assertEquals(7, blocks.awaitCandidates(7).size());
  }

  private CompletableFuture<?> offer(int nonce) {
    return sink.record(share(nonce)).toCompletableFuture();
  }

  private CompletableFuture<BlockVerdict> submit() {
    return blocks.submit(candidate()).toCompletableFuture();
  }

  private static AcceptedShare share(int nonce) {
    return new AcceptedShare(
        Hash256.fromInternal(Bytes.of(new byte[32])),
        WORK,
        claim(nonce),
        ALICE,
        Difficulty.ONE,
        1,
        false);
  }

  private static Share claim(int nonce) {
    return new Share(ALICE, new JobId(1), 0, 8, WORK.job().nTime(), nonce, 0);
  }

  private static BlockCandidate candidate() {
    return new BlockCandidate(
        Hash256.fromInternal(Bytes.of(new byte[32])),
        Bytes.of(new byte[80]),
        Bytes.EMPTY,
        Bytes.EMPTY,
        Optional.empty(),
        WORK,
        claim(1),
        ALICE,
        1,
        false,
        false,
        false);
  }
}
