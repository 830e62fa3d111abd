package io.stratumj.api.work;

import java.util.HexFormat;

/**
 * Which bits of the block version a miner may change (BIP310, BIP320).
 *
 * @param bits a one in every place the miner may change
 */
public record VersionMask(int bits) {
  /** No bit may be changed: version rolling is off. */
  public static final VersionMask NONE = new VersionMask(0);

  /** Bits 13 to 28, the range BIP320 sets aside. */
  public static final VersionMask BIP320 = new VersionMask(0x1fffe000);

  /** All bits: what a miner asks for that names no mask. */
  public static final VersionMask ALL = new VersionMask(0xffffffff);

  /**
   * The mask written as 1 to 8 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static VersionMask fromHex(String hex) {
    if (hex.isEmpty() || hex.length() > 8) {
      throw new IllegalArgumentException("a version mask is 1 to 8 hex digits: " + hex);
    }
    int bits = 0;
    for (int i = 0; i < hex.length(); i++) {
      int digit = Character.digit(hex.charAt(i), 16);
      if (digit < 0 || hex.charAt(i) >= 128) {
        throw new IllegalArgumentException("a version mask is 1 to 8 hex digits: " + hex);
      }
      bits = (bits << 4) | digit;
    }
    return new VersionMask(bits);
  }

  /** The bits both masks allow. */
  public VersionMask and(VersionMask other) {
    return new VersionMask(bits & other.bits);
  }

  /** The bits of this mask that are zero in a version: rolling a set bit would lose it. */
  public VersionMask without(int version) {
    return new VersionMask(bits & ~version);
  }

  /** Whether no bit may be changed. */
  public boolean isEmpty() {
    return bits == 0;
  }

  /** Whether these version bits stay inside the mask. */
  public boolean allows(int versionBits) {
    return (versionBits & ~bits) == 0;
  }

  /** {@code (version ∧ ¬mask) ∨ (versionBits ∧ mask)}: the version a header gets (BIP310). */
  public int apply(int version, int versionBits) {
    return (version & ~bits) | (versionBits & bits);
  }

  /** Eight lower-case hex digits. */
  public String toHex() {
    return HexFormat.of().toHexDigits(bits);
  }

  // Written out, here and in what else a handshake compares: the first miner of a server would wait
  // a tenth of a second for those which a record gets from the JVM when they are first called.

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionMask mask && bits == mask.bits;
  }

  @Override
  public int hashCode() {
    return bits;
  }
}
