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

  /** Forgets every share: for tests, and for pools that pay by blocks alone. */
  static ShareSink discarding() {
    return share -> RECORDED;
  }

  /**
   * Runs a blocking recorder on an executor, which the caller keeps owning. A rejecting executor
   * refuses the share.
   */
  static ShareSink blocking(Executor executor, Consumer<AcceptedShare> recorder) {
    return share -> CompletableFuture.runAsync(() -> recorder.accept(share), executor);
  }
}
