package io.stratumj.testkit;

/** Numbers the solutions of a session, from 0. <em>Confined to the miner's thread.</em> */
final class SolutionCounter {
  private long next;

  long next() {
    return next++;
  }
}
