package io.stratumj.testkit.simulation.checks;

import io.stratumj.testkit.accounting.MemoryLedger;

/** Nothing is reported as a fault but what the simulation itself let go wrong (SPEC L7). */
public final class NothingThrows extends Check {
  @Override
  public void failed(String where, Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof Trouble || cause instanceof MemoryLedger.ToldToFail) {
        return;
      }
    }
    report(where + ": " + fault);
  }
}
