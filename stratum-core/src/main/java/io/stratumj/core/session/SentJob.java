package io.stratumj.core.session;

/**
 * A job and the terms it was sent under: the same object for all sessions of a loop that were sent
 * it so.
 *
 * <p><em>Immutable.</em>
 *
 * @param posting the job and its id
 * @param terms what was asked for
 */
record SentJob(Posting posting, Terms terms) {
  /** Whether this is what a miner means by this number. */
  boolean isNamed(long jobId) {
    return posting.id().value() == jobId;
  }
}
