package io.stratumj.testkit.memory;

/**
 * Who sits at the miner's end of a {@link MemoryLink} in place of the test. It is called on the
 * test's thread, inside the pool's turns, and may say things at any time.
 */
public interface Peer {
  /**
   * A line of the pool has arrived.
   *
   * @param line the line without its LF
   */
  void heard(String line);

  /** The connection has ended, by the pool or by the network; nothing more will arrive. */
  void ended();
}
