package io.stratumj.testkit.swarm.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that are about to be sent, and how submits are written into them. Grows as needed and is
 * used over and over. <em>Confined to the swarm's thread.</em>
 */
public final class SubmitLines {
  private static final byte[] DIGITS = ascii("0123456789abcdef");
  private static final byte[] BEGIN = ascii("{\"id\":");
  private static final byte[] METHOD = ascii(",\"method\":\"mining.submit\",\"params\":[");
  private static final byte[] COMMA = ascii(",\"");
  private static final byte[] BETWEEN = ascii("\",\"");
  private static final byte[] END = ascii("\"]}\n");

  /** More than all of a submit but its worker, job id and extranonce2. */
  private static final int FIXED_BYTES = 160;

  private byte[] bytes = new byte[1 << 14];
  private int size;

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** The bytes, valid up to {@link #size()} until the next call. */
  public byte[] array() {
    return bytes;
  }

  /** Forgets all. */
  public void clear() {
    size = 0;
  }

  /** Appends bytes as they are. */
  public void append(byte[] more) {
    need(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  /**
   * Appends a submit.
   *
   * @param worker the name as it stands in JSON
   * @param extranonce2Size in bytes; a longer one than 8 begins with zeros
   * @param versionBits written if they are wanted
   */
  public void submit(
      long id,
      HeldJob.Token worker,
      HeldJob.Token jobId,
      int extranonce2Size,
      long extranonce2,
      int nTime,
      int nonce,
      boolean rolling,
      int versionBits) {
    need(FIXED_BYTES + worker.size() + jobId.size() + 2 * extranonce2Size);
    put(BEGIN);
    decimal(id);
    put(METHOD);
    size = worker.put(bytes, size);
    bytes[size++] = ',';
    size = jobId.put(bytes, size);
    put(COMMA);
    hex(extranonce2, 2 * extranonce2Size);
    put(BETWEEN);
    hex(Integer.toUnsignedLong(nTime), 8);
    put(BETWEEN);
    hex(Integer.toUnsignedLong(nonce), 8);
    if (rolling) {
      put(BETWEEN);
      hex(Integer.toUnsignedLong(versionBits), 8);
    }
    put(END);
  }

  private void need(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  private void put(byte[] text) {
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private void decimal(long value) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[size + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  private void hex(long value, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
      int shift = 4 * (digits - 1 - i);
      int digit = shift < Long.SIZE ? (int) (value >>> shift) & 15 : 0;
      bytes[size + i] = DIGITS[digit];
    }
    size += digits;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
