package io.stratumj.api.work;

/**
 * A job as it was handed to one session, frozen when its notify was written: a share is judged and
 * credited by this record and never by what the session has become since.
 *
 * @param jobId the job's name on the wire
 * @param job what is hashed
 * @param extranonce the session's place in the coinbase
 * @param difficulty what a share is worth
 * @param target {@code difficulty} as a number to compare hashes with
 * @param versionMask which version bits may be rolled; {@link VersionMask#NONE} if none were
 *     negotiated
 */
public record Work(
    JobId jobId,
    Job job,
    Extranonce extranonce,
    Difficulty difficulty,
    Target target,
    VersionMask versionMask) {

  /** The same work in another place of the coinbase. */
  public Work with(Extranonce newExtranonce) {
    return new Work(jobId, job, newExtranonce, difficulty, target, versionMask);
  }

  /** The same work at another difficulty. */
  public Work at(Difficulty newDifficulty, Target newTarget) {
    return new Work(jobId, job, extranonce, newDifficulty, newTarget, versionMask);
  }
}
