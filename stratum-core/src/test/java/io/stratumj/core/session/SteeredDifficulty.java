package io.stratumj.core.session;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;

/** Takes every session to the difficulty the test wants, as soon as the session's time passes. */
final class SteeredDifficulty implements DifficultyPolicy {
  private double wish;

  SteeredDifficulty(double initial) {
    this.wish = initial;
  }

  void to(double difficulty) {
    wish = difficulty;
  }

  @Override
  public Difficulty initial() {
    return Difficulty.of(wish);
  }

  @Override
  public Difficulty minimum() {
    return Difficulty.of(1e-11);
  }

  @Override
  public Difficulty maximum() {
    return Difficulty.of(2e-10);
  }

  @Override
  public Controller open() {
    return new Controller() {
      @Override
      public double shareAccepted(double current, long nowNanos) {
        return wish;
      }

      @Override
      public double timePassed(double current, long nowNanos) {
        return wish;
      }

      @Override
      public void changed(double current, long nowNanos) {
        // Nothing to remember.
      }
    };
  }
}
