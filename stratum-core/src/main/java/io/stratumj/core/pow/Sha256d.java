package io.stratumj.core.pow;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Double SHA-256, the hash of Bitcoin: SHA-256 of the SHA-256.
 *
 * <p><em>Loop-confined</em>: it keeps one digest and one scratch array and uses them for every
 * call, so that hashing into an array allocates nothing. Never blocks. The digest is the JDK's,
 * whose compression function is compiled to the processor's SHA instructions where it has them.
 */
public final class Sha256d {
  /**
   * After so many hashes the JDK's digest is made anew. One that has worked in interpreted code
   * keeps a table of 256 bytes from then, and clears it with every hash for the rest of its life,
   * though compiled code never uses it: a tenth of the time of a share.
   */
  private static final int HASHES_OF_ONE_DIGEST = 1 << 14;

  private final byte[] scratch = new byte[Hash256.SIZE];
  private MessageDigest sha256 = newDigest();
  private int hashes;

  /** A hasher of its own. */
  public Sha256d() {}

  /**
   * Hashes {@code length} bytes of {@code source}, from index {@code from}, and writes the 32 bytes
   * of the hash, in internal order, to {@code target}, from index {@code at}. Source and target may
   * be the same array and may overlap.
   *
   * @throws IndexOutOfBoundsException if a range is not inside its array
   */
  public void digest(byte[] source, int from, int length, byte[] target, int at) {
    requireRange(source, from, length);
    requireRange(target, at, Hash256.SIZE);
    if (++hashes == HASHES_OF_ONE_DIGEST) {
      hashes = 0;
      sha256 = newDigest();
    }
    try {
      sha256.update(source, from, length);
      sha256.digest(scratch, 0, Hash256.SIZE);
      sha256.update(scratch, 0, Hash256.SIZE);
      sha256.digest(target, at, Hash256.SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes hold a SHA-256", e);
    }
  }

  /**
   * The hash of {@code length} bytes of {@code source}, from index {@code from}.
   *
   * @throws IndexOutOfBoundsException if the range is not inside the array
   */
  public Hash256 hash(byte[] source, int from, int length) {
    digest(source, from, length, scratch, 0);
    return Hash256.fromInternal(scratch, 0);
  }

  /** The hash of these bytes; copies them first. */
  public Hash256 hash(Bytes bytes) {
    return hash(bytes.toByteArray(), 0, bytes.size());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void requireRange(byte[] array, int from, int length) {
    if (from < 0 || length < 0 || length > array.length - from) {
      throw new IndexOutOfBoundsException(
          "range " + from + "+" + length + " of an array of " + array.length);
    }
  }
}
