package io.stratumj.testkit.personas.work;

/** When a set_extranonce takes effect. */
public enum ExtranonceTiming {
  /** The program does not know the method: from then on all its shares are worthless. */
  UNKNOWN,
  /** From the next notify on. */
  NEXT_JOB,
  /** At once: shares of the job in hand have its old name and the new extranonce1. */
  AT_ONCE
}
