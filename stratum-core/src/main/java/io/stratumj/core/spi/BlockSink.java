package io.stratumj.core.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Submits block candidates.
 *
 * <p>Called once for each candidate, on an executor of its own and before the miner's reply is
 * written; may block. A throw, a failed stage and {@link BlockVerdict.Unknown} are tried again by
 * the server's retry policy, so submitting must be repeatable, as {@code submitblock} is.
 */
@FunctionalInterface
public interface BlockSink {
  /** Submits one candidate. */
  CompletionStage<BlockVerdict> submit(BlockCandidate candidate);

  /** Submits nothing: for tests and for chains whose blocks nobody wants. */
  static BlockSink discarding() {
    return candidate ->
        CompletableFuture.completedStage(new BlockVerdict.Rejected("no block sink configured"));
  }
}
