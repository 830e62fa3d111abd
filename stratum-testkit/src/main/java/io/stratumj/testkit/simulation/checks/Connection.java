package io.stratumj.testkit.simulation.checks;

import io.stratumj.testkit.Transcript;

/**
 * One connection of a simulated miner, as checks know it. Two are the same if they have the same
 * number. Immutable, but for the transcript.
 *
 * @param number counts the connections of the run
 * @param miner who made it
 * @param transcript what went over it
 */
public record Connection(int number, int miner, Transcript transcript) {
  /** A name that is unique in the run. */
  public String name() {
    return "connection " + number + " of miner " + miner;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Connection connection && connection.number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return name();
  }
}
