package io.stratumj.testkit.simulation.checks;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import java.util.Optional;

/** No share is credited whose job had been replaced by a clean one (SPEC J6, with no grace). */
public final class NoStaleCredit extends Check {
  private Optional<Hash256> tip = Optional.empty();

  @Override
  public void published(Job job, boolean clean) {
    tip = clean || tip.isEmpty() ? Optional.of(job.previousHash()) : tip;
  }

  @Override
  public void offered(AcceptedShare share) {
    Hash256 parent = share.work().job().previousHash();
    if (tip.isEmpty() || !tip.get().equals(parent)) {
      report("share " + share.id() + " on " + parent + " is credited when the tip is " + tip);
    }
  }
}
