package io.stratumj.testkit.mining;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 twice, by the platform's own implementation. One instance belongs to one thread. */
final class Sha256d {
  private final MessageDigest digest = newDigest();

  /** The 32 bytes of the hash, in internal order. */
  byte[] hash(byte[] message) {
    return digest.digest(digest.digest(message));
  }

  /** The hash as the number that is compared with a target: its bytes, last one first. */
  static BigInteger asNumber(byte[] internal) {
    byte[] bigEndian = new byte[internal.length];
    for (int i = 0; i < internal.length; i++) {
      bigEndian[i] = internal[internal.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
