package io.stratumj.testkit.personas.work;

import java.math.BigDecimal;

/** A difficulty counts from the moment it is told, for the job in hand too. */
public final class DifficultyAtOnce implements DifficultyRule {
  private BigDecimal difficulty = BigDecimal.ONE;

  @Override
  public void told(BigDecimal told) {
    difficulty = told;
  }

  @Override
  public BigDecimal forNewJob() {
    return difficulty;
  }

  @Override
  public BigDecimal forJobInHand(BigDecimal jobs) {
    return difficulty;
  }

  @Override
  public void subscribed() {
    // What was told before stays.
  }
}
