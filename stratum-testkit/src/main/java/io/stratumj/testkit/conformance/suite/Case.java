package io.stratumj.testkit.conformance.suite;

import io.stratumj.testkit.conformance.report.Requirement;

/**
 * One thing that is asked of a pool, and how to find out. Immutable.
 *
 * @param requirement what is asked
 * @param procedure how to find out
 */
public record Case(Requirement requirement, Procedure procedure) {
  /** Whether it looks at what the other cases have made the pool say. */
  public boolean looksBack() {
    return procedure instanceof Procedure.Watch;
  }
}
