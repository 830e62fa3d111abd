package io.stratumj.examples.pool;

import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.JobSource;

/**
 * What the example pool mines for: a real node, or what stands in for one. The server starts and
 * closes it as its job source.
 */
interface PoolNode extends JobSource {
  /** Where blocks go. */
  BlockSink blockSink();

  /** No more blocks come: the server has ended. */
  default void closeBlocks() {}

  /** What it is, for the person who started the pool. */
  String description();
}
