package io.stratumj.core.session;

import java.util.Optional;

/**
 * The 128-bit random name of a session: what a miner resumes by. It stands in the subscribe result
 * and is no part of the extranonce, so that nobody can guess another miner's.
 */
record Token(long high, long low) {
  private static final int DIGITS = 32;

  /** The token this text writes; empty for the junk of other pools, which is ignored. */
  static Optional<Token> parse(String text) {
    if (text.length() != DIGITS) {
      return Optional.empty();
    }
    for (int i = 0; i < DIGITS; i++) {
      if (!isDigit(text.charAt(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Token(
            Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16)));
  }

  /** 32 lower-case hex digits. */
  String toHex() {
    char[] digits = new char[DIGITS];
    for (int i = 0; i < DIGITS; i++) {
      long word = i < DIGITS / 2 ? high : low;
      digits[i] = Character.forDigit((int) (word >>> (60 - 4 * (i % 16))) & 15, 16);
    }
    return new String(digits);
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** Keeps quiet: who knows it can take the session over. */
  @Override
  public String toString() {
    return "Token";
  }
}
