package io.stratumj.api.work;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes, a value: equal when the bytes are equal.
 *
 * <p>Records of this library hold {@code Bytes} and never {@code byte[]}, because an array breaks
 * both equality and immutability. Bytes go in and come out by copy, except where a method says
 * otherwise.
 */
public final class Bytes {
  /** The sequence without bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final HexFormat HEX = HexFormat.of();

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** A copy of the given bytes. */
  public static Bytes of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /**
   * A copy of {@code length} bytes of {@code source}, from index {@code from}.
   *
   * @throws IndexOutOfBoundsException if the range is not inside the array
   */
  public static Bytes copyOf(byte[] source, int from, int length) {
    if (from < 0 || length < 0 || length > source.length - from) {
      throw new IndexOutOfBoundsException(
          "range " + from + "+" + length + " of an array of " + source.length);
    }
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, from, from + length));
  }

  /**
   * The bytes written as hex digits of either case, two for each byte.
   *
   * @throws IllegalArgumentException if the text has an odd length or a character that is no hex
   *     digit
   */
  public static Bytes fromHex(CharSequence hex) {
    return hex.length() == 0 ? EMPTY : new Bytes(HEX.parseHex(hex));
  }

  /** All parts, one after the other. */
  public static Bytes concat(Bytes... parts) {
    int size = 0;
    for (Bytes part : parts) {
      size = Math.addExact(size, part.size());
    }
    byte[] joined = new byte[size];
    int at = 0;
    for (Bytes part : parts) {
      part.copyTo(joined, at);
      at += part.size();
    }
    return new Bytes(joined);
  }

  /** How many bytes there are. */
  public int size() {
    return array.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return array.length == 0;
  }

  /**
   * The byte at an index.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public byte at(int index) {
    return array[index];
  }

  /**
   * The bytes from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException if the range is not inside this sequence
   */
  public Bytes slice(int from, int to) {
    return copyOf(array, from, to - from);
  }

  /** The same bytes in reverse: display order of a hash given in internal order, and back. */
  public Bytes reversed() {
    byte[] reversed = new byte[array.length];
    for (int i = 0; i < array.length; i++) {
      reversed[i] = array[array.length - 1 - i];
    }
    return new Bytes(reversed);
  }

  /**
   * Copies all bytes into {@code target}, from index {@code at}.
   *
   * @throws IndexOutOfBoundsException if they do not fit
   */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, 0, target, at, array.length);
  }

  /**
   * Puts {@code length} bytes, from index {@code from}, into {@code target} at its position, which
   * moves on.
   *
   * @throws IndexOutOfBoundsException if the range is not inside this sequence
   * @throws java.nio.BufferOverflowException if they do not fit
   */
  public void copyTo(ByteBuffer target, int from, int length) {
    target.put(array, from, length);
  }

  /** A new array with these bytes. */
  public byte[] toByteArray() {
    return array.clone();
  }

  /** A read-only view of these bytes, without a copy; position 0, limit {@link #size()}. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(array).asReadOnlyBuffer();
  }

  /** Two lower-case hex digits for each byte. */
  public String toHex() {
    return HEX.formatHex(array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** The same as {@link #toHex()}. */
  @Override
  public String toString() {
    return toHex();
  }
}
