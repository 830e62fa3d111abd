package io.stratumj.examples.node.rpc;

/** Where a node has a block. */
public enum ChainPlace {
  /** In the best chain: it is the tip, or the tip is built on it. */
  BEST_CHAIN,
  /** It has the block, but beside the best chain: another block on top may still turn that over. */
  SIDE_CHAIN,
  /**
   * It has the block, beside a best chain that is {@value #DEPTH_SETTLED} blocks further: nobody
   * will build on it any more.
   */
  LEFT_BEHIND,
  /** It does not have the block. */
  ABSENT;

  /**
   * How deep a coinbase must lie before its coins may move: what is that deep counts as settled.
   */
  public static final int DEPTH_SETTLED = 100;
}
