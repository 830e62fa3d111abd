package io.stratumj.core.spi;

/** What became of a block candidate. */
public sealed interface BlockVerdict {
  /** The block is in the best chain. */
  record Accepted() implements BlockVerdict {}

  /**
   * The node refused it.
   *
   * @param reason the node's own words
   */
  record Rejected(String reason) implements BlockVerdict {}

  /** The node had it already. */
  record Duplicate() implements BlockVerdict {}

  /** The node took it, but not as part of the best chain, or cannot tell. */
  record Inconclusive() implements BlockVerdict {}

  /**
   * Nobody answered, or not in words that are understood: it is tried again.
   *
   * @param detail what happened
   */
  record Unknown(String detail) implements BlockVerdict {}

  /** Whether trying again could change it. */
  default boolean isFinal() {
    return !(this instanceof Unknown);
  }
}
