package io.stratumj.testkit.contracts;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.WorkerName;

/**
 * A share as a store has it.
 *
 * @param id its identity
 * @param worker whom it is credited to
 * @param difficulty what it is credited with
 */
public record StoredShare(Hash256 id, WorkerName worker, Difficulty difficulty) {
  /** What a store should have of this share. */
  public static StoredShare of(AcceptedShare share) {
    return new StoredShare(share.id(), share.worker(), share.difficulty());
  }
}
