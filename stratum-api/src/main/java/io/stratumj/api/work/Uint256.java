package io.stratumj.api.work;

import java.math.BigInteger;
import java.util.HexFormat;

/**
 * Arithmetic that {@link Hash256} and {@link Target} share: 256-bit unsigned numbers as four {@code
 * long} words, word 3 the most significant.
 */
final class Uint256 {
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(256);
  private static final double TWO_POW_64 = 0x1p64;

  private Uint256() {}

  static long littleEndianWord(byte[] bytes, int from) {
    long word = 0;
    for (int i = 7; i >= 0; i--) {
      word = (word << 8) | (bytes[from + i] & 0xff);
    }
    return word;
  }

  static void putLittleEndianWord(long word, byte[] bytes, int from) {
    for (int i = 0; i < 8; i++) {
      bytes[from + i] = (byte) (word >>> (8 * i));
    }
  }

  static long word(BigInteger number, int index) {
    if (number.signum() < 0 || number.compareTo(LIMIT) >= 0) {
      throw new IllegalArgumentException("not an unsigned 256-bit number: " + number);
    }
    return number.shiftRight(64 * index).longValue();
  }

  static BigInteger toBigInteger(long w3, long w2, long w1, long w0) {
    byte[] bigEndian = new byte[32];
    long[] words = {w3, w2, w1, w0};
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 8; j++) {
        bigEndian[8 * i + j] = (byte) (words[i] >>> (56 - 8 * j));
      }
    }
    return new BigInteger(1, bigEndian);
  }

  static double toDouble(long w3, long w2, long w1, long w0) {
    return ((unsigned(w3) * TWO_POW_64 + unsigned(w2)) * TWO_POW_64 + unsigned(w1)) * TWO_POW_64
        + unsigned(w0);
  }

  static String toHex(long w3, long w2, long w1, long w0) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(w3) + hex.toHexDigits(w2) + hex.toHexDigits(w1) + hex.toHexDigits(w0);
  }

  private static double unsigned(long word) {
    double value = word;
    return value >= 0 ? value : value + TWO_POW_64;
  }
}
