package io.stratumj.examples.node.rpc;

/** Where a node has a block. */
public enum ChainPlace {
  /** In the best chain: it is the tip, or the tip is built on it. */
  BEST_CHAIN,
  /** It has the block, but beside the best chain. */
  SIDE_CHAIN,
  /** It does not have the block. */
  ABSENT
}
