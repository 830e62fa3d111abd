package io.stratumj.core.spi;

/**
 * Hears of block candidates.
 *
 * <p>Called on the thread that submits blocks or the one that completed the verdict; must not block
 * for long. A throw is logged and changes nothing.
 */
public interface BlockListener {
  /** A candidate was found and is about to be submitted. */
  default void found(BlockCandidate candidate) {}

  /** The candidate has its verdict; not final if {@link BlockVerdict#isFinal()} says so. */
  default void judged(BlockCandidate candidate, BlockVerdict verdict) {}

  /** Listens to nothing. */
  static BlockListener none() {
    return new BlockListener() {};
  }
}
