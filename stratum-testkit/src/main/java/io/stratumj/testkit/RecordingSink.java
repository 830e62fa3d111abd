package io.stratumj.testkit;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.spi.ShareSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A {@link ShareSink} that remembers every share and answers as it is told: at once (the default),
 * later on command, with a failed stage, or with a throw.
 *
 * <p><em>Thread-safe.</em> A share that is offered twice is remembered twice: {@link #shares()}
 * shows what was called, a set of the ids what a real store would hold.
 */
public final class RecordingSink implements ShareSink {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Recording<AcceptedShare, Object> recording =
      new Recording<>("shares", RecordingSink::recorded);

  /** A sink that records at once. */
  public RecordingSink() {}

  @Override
  public CompletionStage<?> record(AcceptedShare share) {
    return recording.record(share);
  }

  /** From now on, shares are recorded at once. Those that wait go on waiting. */
  public RecordingSink completing() {
    recording.answerWith(RecordingSink::recorded);
    return this;
  }

  /** From now on, shares wait for {@link #completeNext()} and its siblings. */
  public RecordingSink holding() {
    recording.hold();
    return this;
  }

  /** From now on, shares are answered with a failed stage. */
  public RecordingSink failing(Throwable failure) {
    recording.answerWith(() -> CompletableFuture.failedStage(failure));
    return this;
  }

  /** From now on, {@link #record} throws. */
  public RecordingSink throwing(RuntimeException failure) {
    recording.answerWith(
        () -> {
          throw failure;
        });
    return this;
  }

  /**
   * Completes the stage of the share that has waited longest.
   *
   * @throws IllegalStateException if none waits
   */
  public void completeNext() {
    recording.completeNext("recorded");
  }

  /**
   * Fails the stage of the share that has waited longest.
   *
   * @throws IllegalStateException if none waits
   */
  public void failNext(Throwable failure) {
    recording.failNext(failure);
  }

  /** Completes the stages of all shares that wait, oldest first. */
  public void completeAll() {
    recording.completeAll("recorded");
  }

  /** Fails the stages of all shares that wait, oldest first. */
  public void failAll(Throwable failure) {
    recording.failAll(failure);
  }

  /** How many shares wait. */
  public int heldCount() {
    return recording.heldCount();
  }

  /** Every share so far, in order: a copy. */
  public List<AcceptedShare> shares() {
    return recording.items();
  }

  /**
   * Waits up to 5 s until there are as many shares.
   *
   * @return every share so far, which may be more
   * @throws AssertionError if there are fewer then
   */
  public List<AcceptedShare> awaitShares(int count) {
    return recording.await(count, TIMEOUT);
  }

  private static CompletionStage<Object> recorded() {
    return CompletableFuture.completedStage("recorded");
  }
}
