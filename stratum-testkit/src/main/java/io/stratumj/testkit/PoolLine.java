package io.stratumj.testkit;

/**
 * One line the pool wrote, as a miner understands it.
 *
 * <p>Every permitted type is immutable.
 */
public sealed interface PoolLine permits MinerJob, Notification, PoolLine.Garbled, Reply {
  /** The line as it came, without its end. */
  String line();

  /**
   * A line that no miner understands. Waiting for anything fails when one has come; only {@link
   * MockMiner#readLine()} and {@link MockMiner#take()} hand it out.
   *
   * @param problem what is wrong with it
   */
  record Garbled(String line, String problem) implements PoolLine {}
}
