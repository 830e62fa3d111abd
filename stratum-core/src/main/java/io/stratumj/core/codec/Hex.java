package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Hex digits as they stand in a line. */
public final class Hex {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] VALUES = values();

  private Hex() {}

  /** The value of a digit of either case, -1 for any other character. */
  public static int digit(int c) {
    return c < 0 || c >= VALUES.length ? -1 : VALUES[c];
  }

  /** The lower-case digit for the lowest four bits. */
  static byte lower(int nibble) {
    return DIGITS[nibble & 15];
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    for (int c = 0; c < values.length; c++) {
      values[c] = (byte) Character.digit(c, 16);
    }
    return values;
  }
}
