package io.stratumj.api.work;

/**
 * What makes one session's coinbase differ from every other's: the server's part of the extranonce,
 * and the size of the miner's.
 *
 * <p><em>Immutable.</em> Held in numbers rather than an array: every live session has one.
 */
public final class Extranonce {
  /** The fewest bytes either part may have. */
  public static final int SIZE_MIN = 2;

  /** The most bytes either part may have. */
  public static final int SIZE_MAX = 8;

  private final long value;
  private final byte extranonce1Size;
  private final byte extranonce2Size;

  /**
   * Checks both sizes.
   *
   * @param extranonce1 the server's part, 2 to 8 bytes, in coinbase order
   * @param extranonce2Size how many bytes the miner appends, 2 to 8
   * @throws IllegalArgumentException if a size is not in 2 … 8
   */
  public Extranonce(Bytes extranonce1, int extranonce2Size) {
    requireSize("extranonce1", extranonce1.size());
    requireSize("extranonce2", extranonce2Size);
    long number = 0;
    for (int i = 0; i < extranonce1.size(); i++) {
      number = (number << 8) | (extranonce1.at(i) & 0xff);
    }
    this.value = number;
    this.extranonce1Size = (byte) extranonce1.size();
    this.extranonce2Size = (byte) extranonce2Size;
  }

  /** The server's part, in coinbase order. */
  public Bytes extranonce1() {
    byte[] bytes = new byte[extranonce1Size];
    copyExtranonce1To(bytes, 0);
    return Bytes.of(bytes);
  }

  /** How many bytes the server's part has. */
  public int extranonce1Size() {
    return extranonce1Size;
  }

  /** How many bytes the miner appends. */
  public int extranonce2Size() {
    return extranonce2Size;
  }

  /** Bytes of both parts together: the gap a job leaves between its coinbase halves. */
  public int size() {
    return extranonce1Size + extranonce2Size;
  }

  /** Copies the server's part, in coinbase order, to {@code target}, from index {@code at}. */
  public void copyExtranonce1To(byte[] target, int at) {
    for (int i = 0; i < extranonce1Size; i++) {
      target[at + i] = (byte) (value >>> (8 * (extranonce1Size - 1 - i)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Extranonce extranonce
        && value == extranonce.value
        && extranonce1Size == extranonce.extranonce1Size
        && extranonce2Size == extranonce.extranonce2Size;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value) * 31 + extranonce1Size * 31 + extranonce2Size;
  }

  /** Both parts as they would stand in a coinbase: hex digits and a dot for each byte to come. */
  @Override
  public String toString() {
    return extranonce1().toHex() + ".".repeat(extranonce2Size);
  }

  private static void requireSize(String name, int size) {
    if (size < SIZE_MIN || size > SIZE_MAX) {
      throw new IllegalArgumentException(name + " has 2 to 8 bytes, not " + size);
    }
  }
}
