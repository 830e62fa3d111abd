package io.stratumj.testkit.swarm.report;

import java.util.Map;

/**
 * The accounts of all submits of a run, warm-up and end included. {@code sent = accepted + refused
 * + unanswered}. Immutable.
 *
 * @param sent how many were sent, or were about to be when a connection ended
 * @param accepted how many were answered with {@code true}
 * @param refused how many were answered with anything else
 * @param unanswered how many were not answered
 * @param errors how many were refused with which error, as the server wrote it
 * @param unexpected how many replies there were to no submit, or to one already answered
 * @param garbled how many lines of the server no miner would understand
 */
public record SubmitCounts(
    long sent,
    long accepted,
    long refused,
    long unanswered,
    Map<String, Long> errors,
    long unexpected,
    long garbled) {
  /** Copies the map. */
  public SubmitCounts {
    errors = Map.copyOf(errors);
  }
}
