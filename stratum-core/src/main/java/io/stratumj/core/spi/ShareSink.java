package io.stratumj.core.spi;

import io.stratumj.api.work.AcceptedShare;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Records accepted shares. The miner hears {@code true} when the stage completes, so a share that
 * was acknowledged is a share that was recorded.
 *
 * <p>Called on the session's loop, so it must return at once; the stage may complete on any thread.
 * If it fails, throws, or is not complete within the limit (5 s), the share is {@linkplain
 * #withdraw withdrawn}, the miner hears "Share not recorded" when that is confirmed, and the same
 * share may be offered again under the same {@link AcceptedShare#id()}: keep ids unique in the
 * store and every share is credited exactly once. A stage that fails with a {@link
 * java.util.concurrent.RejectedExecutionException} needs no withdrawal: nothing was tried, as when
 * a queue is full.
 *
 * <p>Ready-made sinks for stores are in {@code io.stratumj.core.sinks}: one that records many
 * shares in one transaction, and one that passes shares on to several sinks.
 */
@FunctionalInterface
public interface ShareSink {
  /** A stage that is complete: recorded. Always the same object, so it costs nothing. */
  CompletionStage<Void> RECORDED = CompletableFuture.completedStage(null);

  /** A stage that is complete: withdrawn. */
  CompletionStage<Void> WITHDRAWN = CompletableFuture.completedStage(null);

  /**
   * Records one share.
   *
   * @return completes, with any value, when the share is safe
   */
  CompletionStage<?> record(AcceptedShare share);

  /**
   * Makes sure that a share is not in the store, nor will be, because its miner is about to hear
   * that it is not: its stage failed, which may leave unknown whether it was recorded, or was not
   * complete within the limit. The miner is told when the stage returned here completes, so that
   * must be as lasting as recording is. If it fails, or is not complete within the limit either,
   * the session ends instead ({@link DisconnectReason#SHARE_UNSETTLED}) and the miner is told
   * nothing.
   *
   * <p>The same share may be offered again once this was called, and is to be recorded then: what
   * is called later holds. A share that was never recorded is withdrawn without ado.
   *
   * <p>A sink that cannot leaves the default, which confirms at once and does nothing; then the
   * store may hold shares of which miners heard that it does not.
   *
   * <p>Called on the session's loop, so it must return at once; the stage may complete on any
   * thread.
   *
   * @return completes, with any value, when the share is not in the store for certain
   */
  default CompletionStage<?> withdraw(AcceptedShare share) {
    return WITHDRAWN;
  }

  /** Forgets every share: for tests, and for pools that pay by blocks alone. */
  static ShareSink discarding() {
    return share -> RECORDED;
  }

  /**
   * Runs a blocking recorder on an executor, which the caller keeps owning: one call, and so mostly
   * one transaction, for each share. A recorder that throws and an executor that rejects refuse the
   * share. Give the executor a bounded queue; one without grows for as long as the store is slow.
   */
  static ShareSink blocking(Executor executor, Consumer<AcceptedShare> recorder) {
    return share -> CompletableFuture.runAsync(() -> recorder.accept(share), executor);
  }
}
