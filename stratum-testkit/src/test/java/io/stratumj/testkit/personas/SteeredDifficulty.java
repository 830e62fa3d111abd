package io.stratumj.testkit.personas;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;

/** A policy that goes where the test steers it. */
final class SteeredDifficulty implements DifficultyPolicy {
  private double wish;

  void to(double difficulty) {
    wish = difficulty;
  }

  @Override
  public Difficulty initial() {
    return Difficulty.of(16);
  }

  @Override
  public Difficulty minimum() {
    return Difficulty.of(8);
  }

  @Override
  public Difficulty maximum() {
    return Difficulty.of(64);
  }

  @Override
  public Controller open() {
    return new Controller() {
      @Override
      public double shareAccepted(double current, long nowNanos) {
        return timePassed(current, nowNanos);
      }

      @Override
      public double timePassed(double current, long nowNanos) {
        return wish == 0 ? current : wish;
      }

      @Override
      public void changed(double current, long nowNanos) {
        // Nothing to remember.
      }
    };
  }
}
