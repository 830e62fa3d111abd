package io.stratumj.testkit.simulation.checks;

import com.google.gson.JsonObject;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Job;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches a simulated pool for one rule. Every method but {@link #findings()} tells what has just
 * happened; a check listens to what it needs.
 */
public abstract class Check {
  private static final int FINDINGS_MAX = 100;

  private final List<Finding> findings = new ArrayList<>();

  /** A miner writes a line. */
  public void said(Connection connection, String line, JsonObject message) {}

  /** A line of the pool has reached its miner. */
  public void heard(Connection connection, String line, JsonObject message) {}

  /** A connection that resumes what an earlier one of the same miner had. */
  public void resumes(Connection connection, Connection earlier) {}

  /** A connection is over, for the pool and for the miner. */
  public void ended(Connection connection, long nowNanos) {}

  /** A job has been published. */
  public void published(Job job, boolean clean) {}

  /** A share is offered to the sink. */
  public void offered(AcceptedShare share) {}

  /** A candidate was submitted, and the sink gave this answer; none if it failed. */
  public void submitted(BlockCandidate candidate, Optional<BlockVerdict> verdict) {}

  /** Something plugged in threw, or the library did. */
  public void failed(String where, Throwable fault) {}

  /** All troubles have been over for a while; connections that are left work. */
  public void calm(List<Connection> connected) {}

  /** Everybody has left, and what they had has been given back. */
  public void over() {}

  /** What was found; the first hundred. */
  public final List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Whether anything was found. */
  public final boolean hasFindings() {
    return !findings.isEmpty();
  }

  /** The rule was broken on one connection. */
  protected final void report(Connection connection, String detail) {
    add(Optional.of(connection), detail);
  }

  /** The rule was broken. */
  protected final void report(String detail) {
    add(Optional.empty(), detail);
  }

  private void add(Optional<Connection> connection, String detail) {
    if (findings.size() < FINDINGS_MAX) {
      int lines = connection.map(where -> where.transcript().entries().size()).orElse(0);
      findings.add(new Finding(getClass().getSimpleName(), connection, lines, detail));
    }
  }
}
