package io.stratumj.examples.pool;

import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.JobSource;

/**
 * What the example pool has in the place of a node. The server starts and closes it as its job
 * source.
 */
interface NodeStandIn extends JobSource {
  /** Where blocks go. */
  BlockSink blockSink();

  /** What it is, for the person who started the pool. */
  String description();
}
