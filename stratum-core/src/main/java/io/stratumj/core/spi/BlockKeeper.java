package io.stratumj.core.spi;

/**
 * The last resort of a block candidate: gets every candidate that the server stops trying although
 * nobody knows what became of it, because its attempts are used up or the server closes. Whoever
 * keeps it can still submit it, today or by hand.
 *
 * <p>Called off the event loops, once for each such candidate, or again if it threw; may block, but
 * when the server closes for a second only. What is not kept then is written to the server's log.
 */
@FunctionalInterface
public interface BlockKeeper {
  /**
   * Keeps one candidate.
   *
   * @param candidate with the whole serialized block, if the job came from a template and the block
   *     could be put together; with header and coinbase anyway
   * @param why it is not tried any more, in words for a log
   * @throws Exception if it could not be kept
   */
  void keep(BlockCandidate candidate, String why) throws Exception;

  /** Keeps nothing: for tests and for chains whose blocks nobody wants. */
  static BlockKeeper none() {
    return (candidate, why) -> {};
  }
}
