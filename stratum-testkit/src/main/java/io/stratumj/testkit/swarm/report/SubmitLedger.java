package io.stratumj.testkit.swarm.report;

/**
 * Hears the fate of every submit of a swarm. Without one, a swarm makes no object for a submit.
 *
 * <p>Called on the swarm's thread, exactly once for each submit, for those still unanswered at the
 * end of the run too. It must not block: the swarm stands still meanwhile.
 */
@FunctionalInterface
public interface SubmitLedger {
  /** A submit is settled. */
  void settled(Submission submission, Fate fate);
}
