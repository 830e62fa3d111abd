package io.stratumj.nio.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PROXY header at the beginning of a stream, however the stream is cut, and not one byte
 * more. <em>Not thread-safe.</em>
 *
 * <pre>
 * version 1:  PROXY TCP4 203.0.113.9 198.51.100.1 51234 3333 CR LF            at most 107 bytes
 * version 2:  12 bytes signature, version and command, family, length (16 bits, big-endian),
 *             as many bytes of addresses and TLVs                             here at most 4096
 * </pre>
 *
 * <p>A stream may begin without a header: {@link #take} says so at the first byte no header can
 * have, and {@link #taken} has the bytes that were taken for a beginning.
 */
public final class ProxyHeaderReader {
  /** The longest header of version 2 that is read: addresses and TLVs of any real proxy fit. */
  public static final int BYTES_MAX = 4_096;

  /** The longest header of version 1, CR LF included. */
  static final int TEXT_BYTES_MAX = 107;

  static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

  private static final byte[] WORD = "PROXY ".getBytes(StandardCharsets.US_ASCII);

  private byte[] header = new byte[TEXT_BYTES_MAX];
  private int size;
  private @Nullable ProxyHeader read;

  /** How far a header has come. */
  public enum Progress {
    /** It may be one, and is not complete. */
    INCOMPLETE,
    /** It is complete: see {@link #header}. */
    COMPLETE,
    /** The stream does not begin with a header. */
    ABSENT
  }

  /**
   * Takes bytes up to the end of the header; those behind it stay in the buffer. Not to be called
   * again once it has answered something else than {@link Progress#INCOMPLETE}.
   *
   * @throws MalformedProxyHeaderException if it is a header that breaks the rules
   */
  public Progress take(ByteBuffer bytes) throws MalformedProxyHeaderException {
    while (bytes.hasRemaining()) {
      byte next = bytes.get(bytes.position());
      if (isBeginning() && !continuesOneOfBoth(next)) {
        return Progress.ABSENT;
      }
      bytes.position(bytes.position() + 1);
      add(next);
      if (isText() ? next == '\n' : size >= binarySize()) {
        byte[] whole = Arrays.copyOf(header, size);
        read = isText() ? TextHeader.parse(whole) : BinaryHeader.parse(whole);
        return Progress.COMPLETE;
      }
      if (isText() && size == TEXT_BYTES_MAX) {
        throw new MalformedProxyHeaderException("no end of line within 107 bytes");
      }
    }
    return Progress.INCOMPLETE;
  }

  /** The header, once it is complete. */
  public Optional<ProxyHeader> header() {
    return Optional.ofNullable(read);
  }

  /** The bytes taken so far. */
  public ByteBuffer taken() {
    return ByteBuffer.wrap(Arrays.copyOf(header, size));
  }

  /**
   * Whether the bytes so far are a beginning that both versions, or other protocols, might have.
   */
  private boolean isBeginning() {
    return size < (isText() ? WORD.length : SIGNATURE.length);
  }

  private boolean continuesOneOfBoth(byte next) {
    return size == 0
        ? next == WORD[0] || next == SIGNATURE[0]
        : next == (isText() ? WORD : SIGNATURE)[size];
  }

  private boolean isText() {
    return size > 0 && header[0] == WORD[0];
  }

  /** How long a header of version 2 is; unknown, and more than there is, before its fixed part. */
  private int binarySize() throws MalformedProxyHeaderException {
    if (size < BinaryHeader.FIXED_BYTES) {
      return Integer.MAX_VALUE;
    }
    int whole = BinaryHeader.FIXED_BYTES + BinaryHeader.uint16(header, BinaryHeader.LENGTH_AT);
    if (whole > BYTES_MAX) {
      throw new MalformedProxyHeaderException("longer than " + BYTES_MAX + " bytes");
    }
    return whole;
  }

  private void add(byte next) {
    if (size == header.length) {
      header = Arrays.copyOf(header, Math.min(2 * size, BYTES_MAX));
    }
    header[size++] = next;
  }
}
