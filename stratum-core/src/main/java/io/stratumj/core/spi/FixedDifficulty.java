package io.stratumj.core.spi;

import io.stratumj.api.work.Difficulty;

/** Never changes anything, and leaves no room for a miner's wishes either. */
record FixedDifficulty(Difficulty initial) implements DifficultyPolicy {
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
        public long quietNanos(double current, long nowNanos) {
          return Long.MAX_VALUE;
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
    return initial;
  }

  @Override
  public Controller open() {
    return UNMOVED;
  }
}
