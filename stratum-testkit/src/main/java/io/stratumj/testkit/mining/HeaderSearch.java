package io.stratumj.testkit.mining;

import io.stratumj.api.work.Bytes;
import java.math.BigInteger;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalInt;

/**
 * Tries nonces as fast as Java can: what {@link NonceSearch} does, for a miner that hashes all day.
 * <em>Confined to one thread.</em>
 *
 * <p>The platform's SHA-256 uses the processor's instructions, so a block of 64 bytes takes it some
 * 35 ns. The header's first block is the same for all nonces and could be hashed once; but a digest
 * cannot be put back into that state, only cloned, which takes longer than the block, and SHA-256
 * written out in Java takes five times as long for the two blocks that remain. So one digest and
 * one array are used over and over, and a hash is compared by its first 64 bits before it becomes a
 * number.
 */
public final class HeaderSearch {
  private static final int NONCE_AT = 76;
  private static final int HASH_BYTES = 32;

  private final MessageDigest digest = sha256();
  private final byte[] hash = new byte[HASH_BYTES];

  /** A search. */
  public HeaderSearch() {}

  /**
   * The first nonce, counted upwards, with which the header's hash meets the target.
   *
   * @param header 80 bytes; the last four, the nonce, are replaced
   * @param noncesMax how many are tried at most; it ends at 2^32 - 1 in any case
   */
  public OptionalInt find(Bytes header, int firstNonce, int noncesMax, BigInteger target) {
    byte[] bytes = header.toByteArray();
    long most = target.shiftRight(192).longValue();
    long first = Integer.toUnsignedLong(firstNonce);
    long end = Math.min(1L << 32, first + noncesMax);
    try {
      for (long nonce = first; nonce < end; nonce++) {
        put(bytes, (int) nonce);
        hash(bytes);
        if (Long.compareUnsigned(firstBits(), most) <= 0 && meets(target)) {
          return OptionalInt.of((int) nonce);
        }
      }
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes hold a SHA-256", e);
    }
    return OptionalInt.empty();
  }

  private void hash(byte[] header) throws DigestException {
    digest.update(header);
    digest.digest(hash, 0, HASH_BYTES);
    digest.update(hash);
    digest.digest(hash, 0, HASH_BYTES);
  }

  /** The most significant bits of the hash as a number, which are its last bytes. */
  private long firstBits() {
    long bits = 0;
    for (int i = HASH_BYTES - 1; i >= HASH_BYTES - Long.BYTES; i--) {
      bits = (bits << Byte.SIZE) | (hash[i] & 0xff);
    }
    return bits;
  }

  private boolean meets(BigInteger target) {
    return Sha256d.asNumber(hash).compareTo(target) <= 0;
  }

  private static void put(byte[] header, int nonce) {
    for (int b = 0; b < Integer.BYTES; b++) {
      header[NONCE_AT + b] = (byte) (nonce >>> (Byte.SIZE * b));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
