package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.FaultListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8 in virtual time: whatever fails, a candidate reaches the sink and finds its verdict. */
class BlockDispatcherTest {
  private static final BlockVerdict ACCEPTED = new BlockVerdict.Accepted();
  private static final BlockRetries RETRIES =
      new BlockRetries(3, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60));

  private final List<CompletableFuture<BlockVerdict>> attempts = new ArrayList<>();
  private final List<BlockCandidate> submitted = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<BlockCandidate> kept = new ArrayList<>();
  private String why = "";
  private boolean keeperFails;
  private final VirtualTime time = new VirtualTime();
  private final BlockDispatcher blocks =
      dispatcher(this::answerLater, (where, session, fault) -> faults.add(where));

  @Test
  @DisplayName("S8: a stage that never completes is followed by another attempt")
  void anAnswerHasADeadline() {
    blocks.dispatch(candidate(1));
    time.pass(Duration.ofSeconds(59));
    assertEquals(1, attempts.size());
    time.pass(Duration.ofSeconds(1));
    assertEquals(List.of("found", "Unknown[detail=no answer within 60000 ms]"), heard);
    time.pass(Duration.ofSeconds(1));
    assertEquals(2, attempts.size());
    attempts.get(1).complete(ACCEPTED);
    assertEquals("Accepted[]", heard.get(2));
    assertEquals(List.of(), blocks.unsettled());
  }

  @Test
  @DisplayName("S8: a verdict that comes late counts, and ends the attempts")
  void aLateVerdictCounts() {
    blocks.dispatch(candidate(1));
    time.pass(Duration.ofSeconds(60));
    attempts.get(0).complete(ACCEPTED);
    time.pass(Duration.ofHours(1));
    assertEquals(1, attempts.size());
    assertEquals(
        List.of("found", "Unknown[detail=no answer within 60000 ms]", "Accepted[]"), heard);
    assertEquals(List.of(), blocks.unsettled());
  }

  @Test
  void aVerdictIsToldOnce() {
    blocks.dispatch(candidate(1));
    time.pass(Duration.ofSeconds(61));
    attempts.get(1).complete(ACCEPTED);
    attempts.get(0).complete(new BlockVerdict.Duplicate());
    assertEquals(
        List.of("found", "Unknown[detail=no answer within 60000 ms]", "Accepted[]"), heard);
  }

  @Test
  void aLateFailureBeginsNoSecondRowOfAttempts() {
    blocks.dispatch(candidate(1));
    time.pass(Duration.ofSeconds(60));
    attempts.get(0).completeExceptionally(new IllegalStateException("late"));
    time.pass(Duration.ofSeconds(1));
    assertEquals(2, attempts.size());
    assertEquals(List.of("BlockSink"), faults);
  }

  @Test
  @DisplayName("S8: giving up is loud, and a verdict that comes after all still counts")
  void attemptsAreBounded() {
    blocks.dispatch(candidate(1));
    time.pass(Duration.ofHours(1));
    assertEquals(3, attempts.size());
    assertEquals(List.of("BlockSink"), faults);
    assertEquals(List.of(), blocks.unsettled());
    assertEquals(1, kept.size(), "and somebody has the block");
    assertTrue(kept.get(0).block().isPresent());
    assertEquals("no verdict after 3 attempts, the last: no answer within 60000 ms", why);
    attempts.get(2).complete(ACCEPTED);
    assertEquals("Accepted[]", heard.get(heard.size() - 1));
  }

  @Test
  @DisplayName("S8: an executor that refuses costs no block")
  void aRefusedCandidateIsSubmittedOnTheSpot() {
    time.refusing = true;
    blocks.dispatch(candidate(1));
    assertEquals(1, attempts.size());
    attempts.get(0).complete(ACCEPTED);
    assertEquals(List.of("found", "Accepted[]"), heard);
    assertEquals(List.of("block scheduler", "block scheduler"), faults, "candidate and deadline");
  }

  @Test
  @DisplayName("S8: what cannot be tried again stays known, for the server to name")
  void aRefusedRetryStaysUnsettled() {
    blocks.dispatch(candidate(1));
    time.runDue();
    time.refusing = true;
    attempts.get(0).complete(new BlockVerdict.Unknown("node is down"));
    assertEquals(1, blocks.unsettled().size());
    assertEquals(List.of("block scheduler"), faults);
  }

  @Test
  @DisplayName("S8: at the end every candidate without a verdict is kept, whole")
  void whatIsGivenUpIsHandedOver() {
    blocks.dispatch(candidate(1));
    time.runDue();
    blocks.dispatch(candidate(2)); // waits for its first attempt
    blocks.dispatch(candidate(3));
    time.runDue();
    attempts.get(2).complete(ACCEPTED);
    blocks.dispatch(candidate(4));
    blocks.giveUp("the end", this::keep);
    assertEquals("the end", why);
    assertEquals(Set.of(hash(1), hash(2), hash(4)), names(kept));
    kept.forEach(block -> assertTrue(block.block().isPresent(), block.toString()));
    assertEquals(List.of(), blocks.unsettled());
    blocks.giveUp("again", this::keep);
    assertEquals(3, kept.size());
  }

  @Test
  @DisplayName("S8: what is given up is not tried again, and a verdict that comes still counts")
  void givingUpEndsTheAttempts() {
    blocks.dispatch(candidate(1));
    time.runDue();
    blocks.giveUp("the end", this::keep);
    time.pass(Duration.ofHours(1));
    assertEquals(1, attempts.size());
    attempts.get(0).complete(ACCEPTED);
    assertEquals(List.of("found", "Accepted[]"), heard);
  }

  @Test
  @DisplayName("S8: what a keeper failed to keep is there for the next")
  void aKeeperThatThrowsLeavesTheBlockToAnother() {
    keeperFails = true;
    blocks.dispatch(candidate(1));
    time.runDue();
    blocks.giveUp("the end", this::keep);
    assertEquals(List.of("BlockKeeper"), faults);
    assertEquals(1, blocks.unsettled().size());
    keeperFails = false;
    blocks.giveUp("the end", this::keep);
    assertEquals(Set.of(hash(1)), names(kept));
    assertEquals(List.of(), blocks.unsettled());
  }

  @Test
  @DisplayName("S8: while the keeper fails nobody has the block but the attempts, which go on")
  void aKeeperThatThrowsEndsNoAttempts() {
    keeperFails = true;
    blocks.dispatch(candidate(1));
    time.pass(Duration.ofHours(1));
    assertTrue(attempts.size() > RETRIES.attempts(), attempts.size() + " attempts");
    assertEquals(1, blocks.unsettled().size());
    keeperFails = false;
    time.pass(Duration.ofMinutes(3));
    assertEquals(Set.of(hash(1)), names(kept));
    assertEquals(List.of(), blocks.unsettled());
  }

  @Test
  @DisplayName("L7: listeners that throw at everything cost no block")
  void throwingListenersCostNothing() {
    BlockListener broken =
        new BlockListener() {
          @Override
          public void found(BlockCandidate candidate) {
            throw new IllegalStateException("broken listener");
          }
        };
    BlockDispatcher noisy =
        new BlockDispatcher(
            this::answerLater,
            List.of(broken),
            (where, session, fault) -> {
              throw new IllegalStateException("broken fault listener");
            },
            time,
            RETRIES,
            BlockKeeper.none());
    noisy.dispatch(candidate(1));
    time.runDue();
    assertEquals(1, attempts.size());
    attempts.get(0).completeExceptionally(new IllegalStateException("no"));
    time.pass(Duration.ofSeconds(1));
    assertEquals(2, attempts.size());
  }

  @Test
  @DisplayName("S8: a sink that throws an Error, answers nothing, or hands out a broken stage")
  void everyFailureOfTheSinkIsTriedAgain() {
    List<Integer> tries = new ArrayList<>();
    BlockDispatcher failing =
        dispatcher(
            candidate -> {
              tries.add(tries.size());
              return switch (tries.size()) {
                case 1 -> throw new OutOfMemoryError("for a moment");
                case 2 -> new BrokenStage();
                default -> CompletableFuture.completedStage(ACCEPTED);
              };
            },
            (where, session, fault) -> faults.add(where));
    failing.dispatch(candidate(1));
    time.pass(Duration.ofMinutes(1));
    assertEquals(3, tries.size());
    assertEquals("Accepted[]", heard.get(heard.size() - 1));
    assertEquals(List.of(), failing.unsettled());
  }

  @Test
  @DisplayName("S8: a block goes out with everything that was in the template")
  void theBlockIsPutTogetherOffTheLoop() {
    blocks.dispatch(candidate(1));
    assertEquals(List.of(), submitted, "nothing happens on the loop");
    time.runDue();
    assertTrue(submitted.get(0).block().isPresent());
  }

  @Test
  @DisplayName("S8: what could not be put together once is tried again with each attempt")
  void assemblyIsTriedAgain() {
    // A coinbase of 4 bytes is no transaction: the block cannot be put together, now or later.
    blocks.dispatch(candidate(1, Bytes.fromHex("01000000")));
    time.runDue();
    attempts.get(0).complete(new BlockVerdict.Unknown("no block"));
    time.pass(Duration.ofSeconds(1));
    assertEquals(List.of("block assembly", "block assembly"), faults);
    assertEquals(List.of(Optional.empty(), Optional.empty()), blocksOf(submitted));
  }

  @Test
  @DisplayName("S8: exactly once per hash; another block meanwhile is not held up")
  void blocksAreIndependent() {
    blocks.dispatch(candidate(1));
    blocks.dispatch(candidate(1));
    blocks.dispatch(candidate(2));
    time.runDue();
    assertEquals(2, attempts.size());
    attempts.get(1).complete(ACCEPTED);
    assertEquals(1, blocks.unsettled().size());
  }

  @Test
  void retriesOutOfRangeAreRefusedTogether() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new BlockRetries(0, Duration.ofSeconds(-1), Duration.ofSeconds(-2), Duration.ZERO));
    for (String part : List.of("attempts", "firstDelay", "longestDelay", "answer")) {
      assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
  }

  @Test
  void retriesAtTheEdgeOfTheirRangeAreTaken() {
    Duration no = Duration.ZERO;
    Duration least = Duration.ofNanos(1);
    assertEquals(no, new BlockRetries(1, no, no, least).delayAfter(1));
    assertEquals(1_000_000, new BlockRetries(1_000_000, least, least, least).attempts());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new BlockRetries(1_000_001, no, no, least));
    assertTrue(refused.getMessage().startsWith("attempts"), refused.getMessage());
    assertFalse(refused.getMessage().contains(";"), "only that is out of range");
  }

  @Test
  void delaysDoubleUpToTheLongest() {
    BlockRetries defaults = BlockRetries.DEFAULTS;
    assertEquals(Duration.ofMillis(200), defaults.delayAfter(1));
    assertEquals(Duration.ofMillis(400), defaults.delayAfter(2));
    assertEquals(Duration.ofMillis(12_800), defaults.delayAfter(7));
    assertEquals(Duration.ofSeconds(15), defaults.delayAfter(8));
    assertEquals(Duration.ofSeconds(15), defaults.delayAfter(1_000_000));
  }

  private static List<Optional<Bytes>> blocksOf(List<BlockCandidate> candidates) {
    return candidates.stream().map(BlockCandidate::block).toList();
  }

  private static Set<Hash256> names(List<BlockCandidate> candidates) {
    return candidates.stream().map(BlockCandidate::blockHash).collect(Collectors.toSet());
  }

  private void keep(BlockCandidate candidate, String reason) {
    if (keeperFails) {
      throw new IllegalStateException("disk is full");
    }
    kept.add(candidate);
    why = reason;
  }

  private CompletionStage<BlockVerdict> answerLater(BlockCandidate candidate) {
    submitted.add(candidate);
    attempts.add(new CompletableFuture<>());
    return attempts.get(attempts.size() - 1);
  }

  private BlockDispatcher dispatcher(BlockSink sink, FaultListener faultListener) {
    BlockListener listener =
        new BlockListener() {
          @Override
          public void found(BlockCandidate candidate) {
            heard.add("found");
          }

          @Override
          public void judged(BlockCandidate candidate, BlockVerdict verdict) {
            heard.add(verdict.toString());
          }
        };
    return new BlockDispatcher(sink, List.of(listener), faultListener, time, RETRIES, this::keep);
  }

  private static Hash256 hash(int number) {
    byte[] hash = new byte[32];
    hash[0] = (byte) number;
    return Hash256.fromInternal(hash, 0);
  }

  private static BlockCandidate candidate(int number) {
    return candidate(number, Bytes.fromHex("01000000" + "00".repeat(60)));
  }

  private static BlockCandidate candidate(int number, Bytes coinbase) {
    Job bare = Pool.job(number);
    Job job =
        new Job(
            bare.previousHash(),
            bare.coinbase1(),
            bare.coinbase2(),
            bare.extranonceSize(),
            bare.merkleBranches(),
            bare.version(),
            bare.nBits(),
            bare.nTime(),
            bare.minTime(),
            Optional.of(new BlockBody(List.of(), true, Bytes.EMPTY)));
    JobId id = new JobId(number);
    WorkerName worker = new WorkerName("a");
    return new BlockCandidate(
        hash(number),
        Bytes.of(new byte[80]),
        coinbase,
        coinbase,
        Optional.empty(),
        new Work(
            id,
            job,
            new Extranonce(Bytes.fromHex("00000001"), 8),
            Difficulty.of(1),
            Target.DIFFICULTY_ONE,
            VersionMask.BIP320),
        new Share(worker, id, 0, 8, 0, 0, 0),
        worker,
        1,
        false,
        false,
        false);
  }

  /** A stage that cannot even be listened to. */
  private static final class BrokenStage extends CompletableFuture<BlockVerdict> {
    @Override
    public CompletableFuture<BlockVerdict> whenComplete(
        java.util.function.BiConsumer<? super BlockVerdict, ? super Throwable> action) {
      throw new IllegalStateException("broken stage");
    }
  }

  /** Runs tasks when their time has come. */
  private static final class VirtualTime implements TaskScheduler {
    private final List<Later> waiting = new ArrayList<>();
    private Duration now = Duration.ZERO;
    boolean refusing;

    private record Later(Runnable task, Duration due) {}

    @Override
    public void schedule(Runnable task, Duration delay) {
      if (refusing) {
        throw new RejectedExecutionException("closed");
      }
      waiting.add(new Later(task, now.plus(delay)));
    }

    void runDue() {
      pass(Duration.ZERO);
    }

    void pass(Duration time) {
      Duration until = now.plus(time);
      Optional<Later> next = next(until);
      while (next.isPresent()) {
        waiting.remove(next.get());
        now = next.get().due();
        next.get().task().run();
        next = next(until);
      }
      now = until;
    }

    private Optional<Later> next(Duration until) {
      return waiting.stream()
          .filter(later -> later.due().compareTo(until) <= 0)
          .min(Comparator.comparing(Later::due));
    }
  }
}
