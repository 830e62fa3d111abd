package io.stratumj.testkit.personas.work;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The difficulties of cgminer and what was made of it: of several before a notify, the first counts
 * for the next job and the last for the job after it.
 */
public final class DifficultyQueue implements DifficultyRule {
  private BigDecimal current = BigDecimal.ONE;
  private Optional<BigDecimal> next = Optional.empty();
  private Optional<BigDecimal> afterNext = Optional.empty();

  @Override
  public void told(BigDecimal difficulty) {
    if (next.isEmpty()) {
      next = Optional.of(difficulty);
    } else {
      afterNext = Optional.of(difficulty);
    }
  }

  @Override
  public BigDecimal forNewJob() {
    current = next.orElse(current);
    next = afterNext;
    afterNext = Optional.empty();
    return current;
  }

  @Override
  public BigDecimal forJobInHand(BigDecimal jobs) {
    return jobs;
  }

  @Override
  public void subscribed() {
    current = BigDecimal.ONE;
    next = Optional.empty();
    afterNext = Optional.empty();
  }

  @Override
  public boolean isStacked() {
    return afterNext.isPresent() && next.isPresent() && afterNext.get().compareTo(next.get()) != 0;
  }
}
