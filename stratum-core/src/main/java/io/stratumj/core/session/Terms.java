package io.stratumj.core.session;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;

/**
 * What a session mines under from some job on: frozen into that job and the following ones when
 * their notify is written (SPEC D2). Shared by all jobs sent until something changes.
 *
 * @param extranonce the session's place in the coinbase
 * @param difficulty what a share is worth
 * @param target the difficulty as a number to compare hashes with
 * @param mask the negotiated version mask, before a job's own set bits are taken out
 */
record Terms(Extranonce extranonce, Difficulty difficulty, Target target, VersionMask mask) {
  @SuppressWarnings(
      "ReferenceEquality") // An extranonce belongs to one session and is never made twice.
  boolean isSameAs(Extranonce otherExtranonce, Difficulty otherDifficulty, VersionMask otherMask) {
    return extranonce == otherExtranonce
        && difficulty.equals(otherDifficulty)
        && mask.equals(otherMask);
  }
}
