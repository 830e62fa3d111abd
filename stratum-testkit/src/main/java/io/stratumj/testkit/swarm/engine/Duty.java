package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.line.HeldJob;

/**
 * What ready miners do during one phase of a run. Told of everything on the swarm's thread; never
 * blocks.
 */
interface Duty {
  /** Far away, in nanoseconds. */
  long NEVER = Long.MAX_VALUE;

  /** Nothing at all. */
  Duty NONE = new Duty() {};

  /** A miner is ready, at the beginning or later. */
  default void ready(SwarmMiner miner) {}

  /** A submit of this miner was answered; what is written now is sent with the rest. */
  default void answered(SwarmMiner miner) {}

  /** A miner was sent a job. */
  default void job(HeldJob job) {}

  /** Does what is due, and tells in how many nanoseconds something is due again. */
  default long turn() {
    return NEVER;
  }

  /** Whether there is nothing left to do. */
  default boolean isOver() {
    return false;
  }
}
