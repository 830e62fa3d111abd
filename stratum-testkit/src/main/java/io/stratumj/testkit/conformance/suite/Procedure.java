package io.stratumj.testkit.conformance.suite;

import io.stratumj.testkit.conformance.probe.History;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Skipped;

/** How a case looks at a pool. It ends quietly if what it saw is right. */
public sealed interface Procedure permits Procedure.Attempt, Procedure.Watch, Procedure.Impossible {

  /** Opens connections and tries something. */
  non-sealed interface Attempt extends Procedure {
    /**
     * Tries it.
     *
     * @throws Mismatch if the pool is wrong
     * @throws Skipped if it cannot be tried
     */
    void run(Probe probe);
  }

  /** Looks at what went over one connection, of whatever case. */
  non-sealed interface Watch extends Procedure {
    /**
     * Looks at it.
     *
     * @throws Mismatch if the pool is wrong
     */
    void look(History connection);
  }

  /** There is none. */
  record Impossible() implements Procedure {}
}
