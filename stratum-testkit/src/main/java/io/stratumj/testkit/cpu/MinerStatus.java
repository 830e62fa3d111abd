package io.stratumj.testkit.cpu;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * How a {@link CpuMiner} is doing. Immutable.
 *
 * @param hashesPerSecond since the last status, or since the beginning for the last one
 * @param accepted shares the pool took
 * @param refused shares the pool did not take
 * @param difficulty what a share takes; 0 before the first job
 * @param connections how many connections there were
 */
public record MinerStatus(
    double hashesPerSecond, long accepted, long refused, double difficulty, int connections) {
  private static final String[] UNITS = {"H/s", "kH/s", "MH/s", "GH/s"};

  /** The status as a line for a person. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s; %,d accepted, %,d refused; %s",
        rate(),
        accepted,
        refused,
        difficulty > 0 ? "difficulty " + plain(difficulty) : "no job yet");
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private String rate() {
    double rate = hashesPerSecond;
    int unit = 0;
    while (rate >= 1000 && unit < UNITS.length - 1) {
      rate /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", rate, UNITS[unit]);
  }
}
