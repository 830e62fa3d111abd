package io.stratumj.api.work;

/**
 * A 256-bit hash, also read as an unsigned number: what is compared with a {@link Target}.
 *
 * <p>The number is the little-endian reading of the 32 bytes in internal order, so the display form
 * of a hash is simply the number in hex. Held in four words rather than an array: comparing and
 * storing it needs no other object.
 */
public final class Hash256 implements Comparable<Hash256> {
  /** How many bytes a hash has. */
  public static final int SIZE = 32;

  private final long w0;
  private final long w1;
  private final long w2;
  private final long w3;

  private Hash256(long w3, long w2, long w1, long w0) {
    this.w3 = w3;
    this.w2 = w2;
    this.w1 = w1;
    this.w0 = w0;
  }

  /**
   * The hash whose 32 bytes in internal order begin at {@code from}.
   *
   * @throws IndexOutOfBoundsException if fewer than 32 bytes are there
   */
  public static Hash256 fromInternal(byte[] bytes, int from) {
    return new Hash256(
        Uint256.littleEndianWord(bytes, from + 24),
        Uint256.littleEndianWord(bytes, from + 16),
        Uint256.littleEndianWord(bytes, from + 8),
        Uint256.littleEndianWord(bytes, from));
  }

  /**
   * The hash with these 32 bytes in internal order.
   *
   * @throws IllegalArgumentException if there are not 32 bytes
   */
  public static Hash256 fromInternal(Bytes bytes) {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.size());
    }
    return fromInternal(bytes.toByteArray(), 0);
  }

  /**
   * The hash shown as these 64 hex digits, in display order as block explorers and node RPCs use.
   *
   * @throws IllegalArgumentException if the text is not 64 hex digits
   */
  public static Hash256 fromDisplayHex(CharSequence hex) {
    return fromInternal(Bytes.fromHex(hex).reversed());
  }

  /** The 32 bytes in internal order. */
  public Bytes toInternal() {
    byte[] bytes = new byte[SIZE];
    copyInternalTo(bytes, 0);
    return Bytes.of(bytes);
  }

  /** Copies the 32 bytes in internal order to {@code target}, from index {@code at}. */
  public void copyInternalTo(byte[] target, int at) {
    Uint256.putLittleEndianWord(w0, target, at);
    Uint256.putLittleEndianWord(w1, target, at + 8);
    Uint256.putLittleEndianWord(w2, target, at + 16);
    Uint256.putLittleEndianWord(w3, target, at + 24);
  }

  /** The 64 hex digits in display order. */
  public String toDisplayHex() {
    return Uint256.toHex(w3, w2, w1, w0);
  }

  /**
   * One 64-bit word of the number.
   *
   * @param index 0 for the least significant word, 3 for the most significant
   */
  public long word(int index) {
    return switch (index) {
      case 0 -> w0;
      case 1 -> w1;
      case 2 -> w2;
      case 3 -> w3;
      default -> throw new IndexOutOfBoundsException("word " + index + " of 4");
    };
  }

  /** The number as a double, to within two units in the last place. */
  public double toDouble() {
    return Uint256.toDouble(w3, w2, w1, w0);
  }

  /** Compares the unsigned numbers. */
  @Override
  public int compareTo(Hash256 other) {
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
    return other instanceof Hash256 hash
        && w0 == hash.w0
        && w1 == hash.w1
        && w2 == hash.w2
        && w3 == hash.w3;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0 ^ w1 ^ w2 ^ w3);
  }

  /** The same as {@link #toDisplayHex()}. */
  @Override
  public String toString() {
    return toDisplayHex();
  }
}
