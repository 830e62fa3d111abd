package io.stratumj.testkit.swarm.line;

import java.util.HexFormat;

/**
 * What a server gave one miner to make its coinbases different. Immutable.
 *
 * @param extranonce1 hex
 * @param size how many bytes of extranonce2 the miner appends
 */
public record Extranonces(String extranonce1, int size) {
  private static final int SIZE_MAX = 100;

  /** Before any was given. */
  public static final Extranonces NONE = new Extranonces("", 0);

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the one is no hex or the other is no sensible size
   */
  public Extranonces {
    if (extranonce1.length() % 2 != 0 || !extranonce1.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("extranonce1 is no hex: " + extranonce1);
    }
    if (size < 0 || size > SIZE_MAX) {
      throw new IllegalArgumentException("an extranonce2 of " + size + " bytes");
    }
  }
}
