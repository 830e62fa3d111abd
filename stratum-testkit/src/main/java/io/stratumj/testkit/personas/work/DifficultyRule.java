package io.stratumj.testkit.personas.work;

import java.math.BigDecimal;

/**
 * When a difficulty takes effect. <em>Confined to one thread.</em>
 *
 * <p>Programs start from 1, or whatever they were told on the connection before.
 */
public interface DifficultyRule {
  /** A set_difficulty came. */
  void told(BigDecimal difficulty);

  /** A notify came: what its shares must meet. */
  BigDecimal forNewJob();

  /**
   * What the shares of the job in hand must meet from now on.
   *
   * @param jobs what they had to meet when it came
   */
  BigDecimal forJobInHand(BigDecimal jobs);

  /** A subscribe reply came. */
  void subscribed();

  /** Whether a second difficulty waits, which will come a job too late. */
  default boolean isStacked() {
    return false;
  }
}
