package io.stratumj.examples.scrypt;

import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The proof of work of Litecoin: scrypt (RFC 7914) of the block header, salted with the header
 * itself, with N = 1024, r = 1, p = 1 and 32 bytes of output. Stateless and thread-safe; one hash
 * takes some 0.4 ms and 128 KiB.
 */
public final class Scrypt {
  /**
   * The target of difficulty 1, {@code 0x0000FFFF·2^224}: 65,536 times easier than Bitcoin's, so
   * that a share of difficulty 1 takes 2^16 hashes. Miners and pools of scrypt chains agree on it
   * (cpuminer divides what it is told by 65,536).
   */
  public static final Target DIFFICULTY_ONE =
      Target.of(Target.DIFFICULTY_ONE.toBigInteger().shiftLeft(16));

  private static final int COST = 1024;
  private static final int BLOCK_SIZE = 1;
  private static final int PARALLELISM = 1;

  private Scrypt() {}

  /** The hash of a header, in internal order. */
  public static byte[] hash(byte[] header) {
    return SCrypt.generate(header, header, COST, BLOCK_SIZE, PARALLELISM, Hash256.SIZE);
  }
}
