package io.stratumj.core.spi;

import io.stratumj.api.work.Difficulty;

/**
 * Never changes anything by itself. Miners may still fix another difficulty within {@link
 * #minimum()} and {@link #maximum()}, which leave them all freedom above the policy's own.
 */
record FixedDifficulty(Difficulty initial) implements DifficultyPolicy {
  private static final Difficulty GREATEST = Difficulty.of(1e18);

  private static final Controller UNMOVED =
      new Controller() {
        @Override
        public double shareAccepted(double current, long nowNanos) {
          return current;
        }

        @Override
        public double timePassed(double current, long nowNanos) {
          return current;
        }

        @Override
        public void changed(double current, long nowNanos) {}
      };

  @Override
  public Difficulty minimum() {
    return initial;
  }

  @Override
  public Difficulty maximum() {
    return initial.compareTo(GREATEST) > 0 ? initial : GREATEST;
  }

  @Override
  public Controller open() {
    return UNMOVED;
  }
}
