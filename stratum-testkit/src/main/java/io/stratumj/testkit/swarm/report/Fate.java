package io.stratumj.testkit.swarm.report;

/** What became of a {@link Submission}, as its miner saw it. */
public sealed interface Fate {
  /** The miner was told {@code true}: the pool owes it this share. */
  record Accepted() implements Fate {}

  /**
   * The miner was told that the share does not count.
   *
   * @param error the error as the pool wrote it, {@code [21,"Job not found",null]} for example;
   *     empty if the result was not {@code true} and no reason was given
   */
  record Refused(String error) implements Fate {}

  /**
   * The miner was told nothing: the connection ended first, or the run did. The pool may have
   * recorded the share or not.
   */
  record Unanswered() implements Fate {}
}
