package io.stratumj.examples.pool;

import io.stratumj.core.session.ExtranonceSpace;
import java.time.Duration;

/**
 * What the extranonce1 of every miner of this node begins with. Nodes of one pool that have
 * different prefixes of the same length never hand out the same work. Immutable.
 *
 * @param bits the prefix as a number
 * @param length how many bits it has
 */
record ExtranoncePrefix(long bits, int length) {
  /** Bytes of extranonce1. */
  static final int EXTRANONCE1_SIZE = 4;

  /** Two bytes of extranonce1 stay free: 65,536 values, also for miners that left lately. */
  private static final int HEX_DIGITS_MAX = 2 * EXTRANONCE1_SIZE - 4;

  private static final Duration QUARANTINE = Duration.ofMinutes(10);

  /**
   * The prefix written in hex, four bits a digit.
   *
   * @throws IllegalArgumentException if it is no hex, or leaves too little of extranonce1
   */
  static ExtranoncePrefix parse(String hex) {
    if (!hex.matches("[0-9A-Fa-f]+")) {
      throw new IllegalArgumentException("not hex: " + hex);
    }
    if (hex.length() > HEX_DIGITS_MAX) {
      throw new IllegalArgumentException(
          "%d hex digits are too long: extranonce1 has %d bytes, and the last two are for miners"
              .formatted(hex.length(), EXTRANONCE1_SIZE));
    }
    return new ExtranoncePrefix(Long.parseLong(hex, 16), 4 * hex.length());
  }

  /**
   * The values that begin with it.
   *
   * @param start where to begin counting; a random number
   */
  ExtranonceSpace space(long start) {
    return ExtranonceSpace.withPrefix(EXTRANONCE1_SIZE, bits, length, QUARANTINE, start);
  }
}
