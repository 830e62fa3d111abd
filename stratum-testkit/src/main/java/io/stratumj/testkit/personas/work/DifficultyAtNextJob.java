package io.stratumj.testkit.personas.work;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A difficulty counts from the next notify on: what most programs do. */
public final class DifficultyAtNextJob implements DifficultyRule {
  private final boolean integersOnly;
  private final boolean loweredAtOnce;
  private final boolean keptOverSubscribe;
  private BigDecimal difficulty;

  private DifficultyAtNextJob(
      BigDecimal start, boolean integersOnly, boolean loweredAtOnce, boolean keptOverSubscribe) {
    this.difficulty = start;
    this.integersOnly = integersOnly;
    this.loweredAtOnce = loweredAtOnce;
    this.keptOverSubscribe = keptOverSubscribe;
  }

  /** Starts from 1 with every subscription. */
  public static DifficultyAtNextJob exact() {
    return new DifficultyAtNextJob(BigDecimal.ONE, false, false, false);
  }

  /** A lower one also counts for the job in hand (BFGMiner). */
  public static DifficultyAtNextJob loweredAtOnce() {
    return new DifficultyAtNextJob(BigDecimal.ONE, false, true, false);
  }

  /**
   * Reads the number as an integer, so that everything below 1 is 0, which every hash meets (ESP
   * firmwares).
   *
   * @param start what it assumes until it is told
   */
  public static DifficultyAtNextJob truncated(int start) {
    return new DifficultyAtNextJob(BigDecimal.valueOf(start), true, false, true);
  }

  @Override
  public void told(BigDecimal told) {
    difficulty = integersOnly ? told.setScale(0, RoundingMode.DOWN) : told;
  }

  @Override
  public BigDecimal forNewJob() {
    return difficulty;
  }

  @Override
  public BigDecimal forJobInHand(BigDecimal jobs) {
    return loweredAtOnce ? jobs.min(difficulty) : jobs;
  }

  @Override
  public void subscribed() {
    if (!keptOverSubscribe) {
      difficulty = BigDecimal.ONE;
    }
  }
}
