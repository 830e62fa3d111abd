package io.stratumj.core.codec;

import io.stratumj.api.work.Bytes;
import java.util.Arrays;

/**
 * Where a line is written before it is sent: ASCII bytes in an array that grows and is used again.
 *
 * <p><em>Loop-confined.</em>
 */
public final class LineBuffer {
  private byte[] array = new byte[512];
  private int size;

  /** The bytes; only the first {@link #size} count. */
  public byte[] array() {
    return array;
  }

  /** How many bytes have been written. */
  public int size() {
    return size;
  }

  /** A copy of what has been written. */
  public Bytes toBytes() {
    return Bytes.copyOf(array, 0, size);
  }

  LineBuffer clear() {
    size = 0;
    return this;
  }

  /** Appends an ASCII character as it is. */
  LineBuffer raw(char ascii) {
    reserve(1);
    array[size++] = (byte) ascii;
    return this;
  }

  /** Appends ASCII text as it is. */
  @SuppressWarnings("deprecation") // Cuts off high bytes, of which ASCII has none: one plain copy.
  LineBuffer raw(String ascii) {
    int length = ascii.length();
    reserve(length);
    ascii.getBytes(0, length, array, size);
    size += length;
    return this;
  }

  LineBuffer raw(byte[] ascii) {
    reserve(ascii.length);
    System.arraycopy(ascii, 0, array, size, ascii.length);
    size += ascii.length;
    return this;
  }

  /** Appends a whole number. */
  LineBuffer number(long number) {
    if (number < 0) {
      return raw(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    reserve(digits);
    long rest = number;
    for (int i = size + digits - 1; i >= size; i--) {
      array[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /** Appends a JSON string; whatever is not printable ASCII is escaped. */
  LineBuffer string(String text) {
    raw('"');
    if (isPlain(text)) {
      raw(text);
    } else {
      escape(text);
    }
    return raw('"');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        reserve(1);
        array[size++] = (byte) c;
      } else if (c == '"' || c == '\\') {
        reserve(2);
        array[size++] = '\\';
        array[size++] = (byte) c;
      } else {
        escape(c);
      }
    }
  }

  private void escape(char c) {
    reserve(6);
    array[size++] = '\\';
    array[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      array[size++] = Hex.lower(c >>> shift);
    }
  }

  /** Appends a JSON string of hex digits. */
  LineBuffer hex(Bytes bytes) {
    reserve(2 * bytes.size() + 2);
    array[size++] = '"';
    for (int i = 0; i < bytes.size(); i++) {
      array[size++] = Hex.lower(bytes.at(i) >> 4);
      array[size++] = Hex.lower(bytes.at(i));
    }
    array[size++] = '"';
    return this;
  }

  /** Appends a JSON string of eight hex digits. */
  LineBuffer hex(int word) {
    reserve(10);
    array[size++] = '"';
    for (int shift = 28; shift >= 0; shift -= 4) {
      array[size++] = Hex.lower(word >>> shift);
    }
    array[size++] = '"';
    return this;
  }

  private void reserve(int more) {
    if (array.length - size < more) {
      array = Arrays.copyOf(array, Math.max(2 * array.length, size + more));
    }
  }
}
