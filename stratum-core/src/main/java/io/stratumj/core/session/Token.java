package io.stratumj.core.session;

import java.util.HexFormat;
import java.util.Optional;

/**
 * The 128-bit random name of a session: what a miner resumes by. It stands in the subscribe result
 * and is no part of the extranonce, so that nobody can guess another miner's.
 */
record Token(long high, long low) {
  private static final int DIGITS = 32;

  /** The token this text writes; empty for the junk of other pools, which is ignored. */
  static Optional<Token> parse(String text) {
    if (text.length() != DIGITS || !text.chars().allMatch(Token::isDigit)) {
      return Optional.empty();
    }
    return Optional.of(
        new Token(
            Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16)));
  }

  /** 32 lower-case hex digits. */
  String toHex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
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
