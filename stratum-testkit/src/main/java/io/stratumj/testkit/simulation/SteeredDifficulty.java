package io.stratumj.testkit.simulation;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;

/**
 * A policy that takes every session where it is steered, and nowhere by itself. Sessions follow
 * within a second of their own time. <em>Thread-safe.</em>
 */
public final class SteeredDifficulty implements DifficultyPolicy {
  private final Difficulty initial;
  private final Difficulty minimum;
  private final Difficulty maximum;
  private volatile double wish;

  /** A policy that begins with one difficulty and stays within two others. */
  public SteeredDifficulty(double initial, double minimum, double maximum) {
    this.initial = Difficulty.of(initial);
    this.minimum = Difficulty.of(minimum);
    this.maximum = Difficulty.of(maximum);
    this.wish = initial;
  }

  /** From now on, this is what every session should have. */
  public void to(double difficulty) {
    wish = difficulty;
  }

  @Override
  public Difficulty initial() {
    return initial;
  }

  @Override
  public Difficulty minimum() {
    return minimum;
  }

  @Override
  public Difficulty maximum() {
    return maximum;
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
        // Nothing to remember: where to go does not depend on where one is.
      }
    };
  }
}
