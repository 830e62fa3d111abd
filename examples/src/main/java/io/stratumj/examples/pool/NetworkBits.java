package io.stratumj.examples.pool;

/**
 * The target of the simulated chain.
 *
 * @param compact the compact form of block headers
 */
record NetworkBits(int compact) {
  /** The eight hex digits. */
  @Override
  public String toString() {
    return "%08x".formatted(compact);
  }
}
