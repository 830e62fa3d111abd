package io.stratumj.api.work;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How hard a share is to find, as a multiple of the algorithm's difficulty 1 (bdiff for double
 * SHA-256). A positive number, and exactly the one that is printed on the wire.
 *
 * <p>The number is rounded to 15 significant digits when the value is made, so that what a miner
 * reads in {@code mining.set_difficulty}, as a double, is the very number its shares are judged by:
 * {@link Target#forDifficulty(Difficulty, Target)} starts from the printed digits.
 */
public final class Difficulty implements Comparable<Difficulty> {
  private static final BigDecimal MIN = new BigDecimal("1e-15");
  private static final BigDecimal MAX = new BigDecimal("1e30");
  private static final MathContext WIRE_PRECISION = new MathContext(15, RoundingMode.HALF_EVEN);

  /** Difficulty 1. Stands below the constants it is made with. */
  public static final Difficulty ONE = of(1);

  private final BigDecimal value;
  private final double asDouble;
  private final String wire;

  private Difficulty(BigDecimal value) {
    this.value = value;
    this.asDouble = value.doubleValue();
    this.wire = value.toPlainString();
  }

  /**
   * The difficulty nearest to this number with at most 15 significant digits.
   *
   * @throws IllegalArgumentException if the number is not finite or not in 1e-15 … 1e30
   */
  public static Difficulty of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a difficulty is a finite number, not " + value);
    }
    return of(BigDecimal.valueOf(value));
  }

  /**
   * The difficulty nearest to this number with at most 15 significant digits.
   *
   * @throws IllegalArgumentException if the number is not in 1e-15 … 1e30
   */
  public static Difficulty of(BigDecimal value) {
    if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "a difficulty is a number from 1e-15 to 1e30, not " + value);
    }
    return new Difficulty(value.round(WIRE_PRECISION).stripTrailingZeros());
  }

  /** The exact number. */
  public BigDecimal toBigDecimal() {
    return value;
  }

  /** The number as the double a miner reads from the wire. */
  public double toDouble() {
    return asDouble;
  }

  /** The lesser of the two; this one when they are equal. */
  public Difficulty min(Difficulty other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The digits printed on the wire: an integer when it is one, never in exponent form. */
  public String toWire() {
    return wire;
  }

  @Override
  public int compareTo(Difficulty other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Difficulty difficulty && value.equals(difficulty.value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The same as {@link #toWire()}. */
  @Override
  public String toString() {
    return toWire();
  }
}
