package io.stratumj.api.work;

/**
 * What makes one session's coinbase differ from every other's.
 *
 * @param extranonce1 the server's part, 2 to 8 bytes, in coinbase order
 * @param extranonce2Size how many bytes the miner appends, 2 to 8
 */
public record Extranonce(Bytes extranonce1, int extranonce2Size) {
  /** The fewest bytes either part may have. */
  public static final int SIZE_MIN = 2;

  /** The most bytes either part may have. */
  public static final int SIZE_MAX = 8;

  /**
   * Checks both sizes.
   *
   * @throws IllegalArgumentException if a size is not in 2 … 8
   */
  public Extranonce {
    requireSize("extranonce1", extranonce1.size());
    requireSize("extranonce2", extranonce2Size);
  }

  /** Bytes of both parts together: the gap a job leaves between its coinbase halves. */
  public int size() {
    return extranonce1.size() + extranonce2Size;
  }

  private static void requireSize(String name, int size) {
    if (size < SIZE_MIN || size > SIZE_MAX) {
      throw new IllegalArgumentException(name + " has 2 to 8 bytes, not " + size);
    }
  }
}
