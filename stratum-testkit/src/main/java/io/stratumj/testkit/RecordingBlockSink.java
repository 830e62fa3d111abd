package io.stratumj.testkit;

import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A {@link BlockSink} that remembers every candidate and answers as it is told: with a verdict at
 * once ({@link BlockVerdict.Accepted} by default), later on command, with a failed stage, or with a
 * throw.
 *
 * <p><em>Thread-safe.</em> A candidate that is submitted again is remembered again.
 */
public final class RecordingBlockSink implements BlockSink {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Recording<BlockCandidate, BlockVerdict> recording =
      new Recording<>(
          "block candidates", () -> CompletableFuture.completedStage(new BlockVerdict.Accepted()));

  /** A sink that accepts every candidate at once. */
  public RecordingBlockSink() {}

  @Override
  public CompletionStage<BlockVerdict> submit(BlockCandidate candidate) {
    return recording.record(candidate);
  }

  /** From now on, candidates get this verdict at once. Those that wait go on waiting. */
  public RecordingBlockSink answering(BlockVerdict verdict) {
    recording.answerWith(() -> CompletableFuture.completedStage(verdict));
    return this;
  }

  /** From now on, candidates wait for {@link #completeNext} and its siblings. */
  public RecordingBlockSink holding() {
    recording.hold();
    return this;
  }

  /** From now on, candidates are answered with a failed stage. */
  public RecordingBlockSink failing(Throwable failure) {
    recording.answerWith(() -> CompletableFuture.failedStage(failure));
    return this;
  }

  /** From now on, {@link #submit} throws. */
  public RecordingBlockSink throwing(RuntimeException failure) {
    recording.answerWith(
        () -> {
          throw failure;
        });
    return this;
  }

  /**
   * Answers the candidate that has waited longest.
   *
   * @throws IllegalStateException if none waits
   */
  public void completeNext(BlockVerdict verdict) {
    recording.completeNext(verdict);
  }

  /**
   * Fails the stage of the candidate that has waited longest.
   *
   * @throws IllegalStateException if none waits
   */
  public void failNext(Throwable failure) {
    recording.failNext(failure);
  }

  /** Answers all candidates that wait, oldest first. */
  public void completeAll(BlockVerdict verdict) {
    recording.completeAll(verdict);
  }

  /** How many candidates wait. */
  public int heldCount() {
    return recording.heldCount();
  }

  /** Every candidate so far, in order: a copy. */
  public List<BlockCandidate> candidates() {
    return recording.items();
  }

  /**
   * Waits up to 5 s until there are as many candidates.
   *
   * @return every candidate so far, which may be more
   * @throws AssertionError if there are fewer then
   */
  public List<BlockCandidate> awaitCandidates(int count) {
    return recording.await(count, TIMEOUT);
  }
}
