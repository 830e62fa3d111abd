package io.stratumj.core.spi;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.WorkerName;
import java.util.Optional;

/**
 * What a miner authorizes with.
 *
 * @param worker the name
 * @param password the password exactly as sent, empty if none was
 * @param fixedDifficulty {@code d=N} in the password: start at N and stay there
 * @param minimumDifficulty {@code md=N} in the password: never go below N
 */
public record Credentials(
    WorkerName worker,
    String password,
    Optional<Difficulty> fixedDifficulty,
    Optional<Difficulty> minimumDifficulty) {
  /** Leaves the password out. */
  @Override
  public String toString() {
    return "Credentials[worker=" + worker + "]";
  }
}
