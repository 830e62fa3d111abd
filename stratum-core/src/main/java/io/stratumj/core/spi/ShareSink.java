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
 * If it fails, throws, or is not complete within the limit (5 s), the miner hears "Share not
 * recorded", and the same share may be offered again under the same {@link AcceptedShare#id()}:
 * keep ids unique in the store and every share is credited exactly once.
 *
 * <p>Ready-made sinks for stores are in {@code io.stratumj.core.sinks}: one that records many
 * shares in one transaction, and one that passes shares on to several sinks.
 */
@FunctionalInterface
public interface ShareSink {
  /** A stage that is complete: recorded. Always the same object, so it costs nothing. */
  CompletionStage<Void> RECORDED = CompletableFuture.completedStage(null);

  /**
   * Records one share.
   *
   * @return completes, with any value, when the share is safe
   */
  CompletionStage<?> record(AcceptedShare share);

  /**
   * Says that the miner was told the share was <em>not</em> recorded, because its stage was not
   * complete within the limit. A sink that can should forget it, or take it out of the store again,
   * before it records the same share anew; then the store holds what miners were told. One that
   * cannot does nothing, which is the default, and may credit a share its miner thinks is lost.
   *
   * <p>Called on the session's loop, never for a stage that was seen to fail or succeed; must not
   * block. A throw is reported and changes nothing.
   */
  default void withdraw(AcceptedShare share) {}

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
