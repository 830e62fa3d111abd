package io.stratumj.examples.node;

import io.stratumj.core.spi.BlockVerdict;

/**
 * What one node, or several together, make of a block. Immutable.
 *
 * @param verdict what there is to tell
 * @param settled whether it stays like that. A block that a node has beside its best chain is told
 *     to be there, and no submitting changes it; but the next block may, or the node may be set
 *     back by a crash. Until it is settled the block is worth keeping
 */
record NodeVerdict(BlockVerdict verdict, boolean settled) {
  /** One that stays. */
  static NodeVerdict settled(BlockVerdict verdict) {
    return new NodeVerdict(verdict, true);
  }

  /** One that may change. */
  static NodeVerdict open(BlockVerdict verdict) {
    return new NodeVerdict(verdict, false);
  }

  /** Nobody knows. */
  static NodeVerdict unknown(String detail) {
    return open(new BlockVerdict.Unknown(detail));
  }
}
