package io.stratumj.examples.pool;

import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.JobSource;
import java.util.Optional;

/**
 * What the example pool mines for: a real node, or what stands in for one. The server starts and
 * closes it as its job source.
 */
interface PoolNode extends JobSource {
  /** Where blocks go. */
  BlockSink blockSink();

  /** Who gets the blocks the server does not try any more; empty if only its log is to. */
  default Optional<BlockKeeper> blockKeeper() {
    return Optional.empty();
  }

  /** No more blocks come: the server has ended. */
  default void closeBlocks() {}

  /** What it is, for the person who started the pool. */
  String description();
}
