package io.stratumj.api.work;

import java.math.BigInteger;

/**
 * The greatest hash that still counts, an unsigned 256-bit number. A hash meets a target when it is
 * less or equal; equality counts.
 *
 * <p>All arithmetic is exact. No double takes part in a decision about a share or a block.
 */
public final class Target implements Comparable<Target> {
  /** The easiest target: every hash meets it. */
  public static final Target MAX = new Target(-1L, -1L, -1L, -1L);

  /**
   * The target of difficulty 1 in Bitcoin and other double SHA-256 chains, {@code
   * 0x00000000FFFF·2^208}, also called pdiff 1.
   */
  public static final Target DIFFICULTY_ONE = new Target(0x00000000FFFF0000L, 0, 0, 0);

  private static final BigInteger MAX_VALUE = MAX.toBigInteger();

  private final long w0;
  private final long w1;
  private final long w2;
  private final long w3;

  private Target(long w3, long w2, long w1, long w0) {
    this.w3 = w3;
    this.w2 = w2;
    this.w1 = w1;
    this.w0 = w0;
  }

  /**
   * The target with this value.
   *
   * @throws IllegalArgumentException if the value is negative or has more than 256 bits
   */
  public static Target of(BigInteger value) {
    return new Target(
        Uint256.word(value, 3),
        Uint256.word(value, 2),
        Uint256.word(value, 1),
        Uint256.word(value, 0));
  }

  /**
   * The target in Bitcoin's compact form, as in a block header: one byte of exponent, then three of
   * mantissa with a sign bit. As in consensus code, zero has no sign.
   *
   * @param nBits the compact form
   * @throws IllegalArgumentException if it encodes a negative number or one of more than 256 bits
   */
  public static Target ofCompact(int nBits) {
    int exponent = nBits >>> 24;
    BigInteger mantissa = BigInteger.valueOf(nBits & 0x007fffff);
    BigInteger value = mantissa.shiftLeft(8 * (exponent - 3));
    if (value.signum() != 0 && (nBits & 0x00800000) != 0) {
      throw new IllegalArgumentException(
          String.format("nBits %08x encode a negative target", nBits));
    }
    if (value.bitLength() > 256) {
      throw new IllegalArgumentException(
          String.format("nBits %08x encode a target of more than 256 bits", nBits));
    }
    return of(value);
  }

  /**
   * The target a share of this difficulty has to meet: {@code floor(difficultyOne / difficulty)},
   * at most {@link #MAX}, from the number exactly as it is printed on the wire.
   *
   * @param difficultyOne the target of difficulty 1 of the algorithm
   */
  public static Target forDifficulty(Difficulty difficulty, Target difficultyOne) {
    BigInteger unscaled = difficulty.toBigDecimal().unscaledValue();
    int scale = difficulty.toBigDecimal().scale();
    BigInteger numerator = difficultyOne.toBigInteger();
    BigInteger value =
        scale >= 0
            ? numerator.multiply(BigInteger.TEN.pow(scale)).divide(unscaled)
            : numerator.divide(unscaled.multiply(BigInteger.TEN.pow(-scale)));
    return of(value.min(MAX_VALUE));
  }

  /** The target of this difficulty where difficulty 1 is {@link #DIFFICULTY_ONE}. */
  public static Target forDifficulty(Difficulty difficulty) {
    return forDifficulty(difficulty, DIFFICULTY_ONE);
  }

  /**
   * The target written as up to 64 hex digits, most significant first.
   *
   * @throws IllegalArgumentException if the text is empty, longer, or not hex
   */
  public static Target fromHex(String hex) {
    if (hex.isEmpty() || hex.length() > 64 || !hex.chars().allMatch(Target::isHexDigit)) {
      throw new IllegalArgumentException("a target is 1 to 64 hex digits");
    }
    return of(new BigInteger(hex, 16));
  }

  /** Whether a share or block with this hash meets the target: hash ≤ target. */
  public boolean isMetBy(Hash256 hash) {
    long high = hash.word(3);
    if (high != w3) {
      return Long.compareUnsigned(high, w3) < 0;
    }
    int order = Long.compareUnsigned(hash.word(2), w2);
    if (order == 0) {
      order = Long.compareUnsigned(hash.word(1), w1);
    }
    return (order == 0 ? Long.compareUnsigned(hash.word(0), w0) : order) <= 0;
  }

  /**
   * How many times harder than difficulty 1 a hash is, for people and statistics only.
   *
   * @return {@code this / hash} when this is the target of difficulty 1
   */
  public double difficultyOf(Hash256 hash) {
    return toDouble() / Math.max(hash.toDouble(), 1);
  }

  /**
   * How many times harder than this target the other one is; this is the target of difficulty 1.
   */
  public double difficultyOf(Target other) {
    return toDouble() / Math.max(other.toDouble(), 1);
  }

  /** The number, exactly. */
  public BigInteger toBigInteger() {
    return Uint256.toBigInteger(w3, w2, w1, w0);
  }

  /** The number as a double, to within two units in the last place. */
  public double toDouble() {
    return Uint256.toDouble(w3, w2, w1, w0);
  }

  /** The number as 64 hex digits, most significant first. */
  public String toHex() {
    return Uint256.toHex(w3, w2, w1, w0);
  }

  /** Compares the numbers: a lesser target is harder. */
  @Override
  public int compareTo(Target other) {
    int order = Long.compareUnsigned(w3, other.w3);
    if (order == 0) {
      order = Long.compareUnsigned(w2, other.w2);
    }
    if (order == 0) {
      order = Long.compareUnsigned(w1, other.w1);
    }
    return order == 0 ? Long.compareUnsigned(w0, other.w0) : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Target target && compareTo(target) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0 ^ w1 ^ w2 ^ w3);
  }

  /** The same as {@link #toHex()}. */
  @Override
  public String toString() {
    return toHex();
  }

  private static boolean isHexDigit(int c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }
}
