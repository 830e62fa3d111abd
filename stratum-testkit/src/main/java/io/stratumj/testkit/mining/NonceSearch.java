package io.stratumj.testkit.mining;

import io.stratumj.api.work.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Tries nonces. Stateless. */
public final class NonceSearch {
  private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(256);
  private static final BigInteger DIFFICULTY_ONE = BigInteger.valueOf(0xffff).shiftLeft(208);
  private static final long NONCES = 1L << 32;
  private static final int NONCE_AT = 76;

  private NonceSearch() {}

  /**
   * The target of a difficulty: {@code floor(0xffff·2^208 / difficulty)}, at most 2^256 - 1.
   *
   * @throws ArithmeticException if the difficulty is zero
   */
  public static BigInteger target(BigDecimal difficulty) {
    return target(difficulty, DIFFICULTY_ONE);
  }

  /**
   * The target of a difficulty where difficulty 1 has the target {@code one}.
   *
   * @throws ArithmeticException if the difficulty is zero
   */
  public static BigInteger target(BigDecimal difficulty, BigInteger one) {
    BigDecimal quotient = new BigDecimal(one).divideToIntegralValue(difficulty);
    return quotient.toBigInteger().min(HASHES.subtract(BigInteger.ONE));
  }

  /** The target a block header's compact nBits stand for. */
  public static BigInteger compactTarget(int nBits) {
    BigInteger mantissa = BigInteger.valueOf(nBits & 0x007fffff);
    int exponent = nBits >>> 24;
    return mantissa.shiftLeft(8 * exponent).shiftRight(24);
  }

  /** How many hashes it takes on average until one is in {@code (above, atMost]}. */
  public static double expectedHashes(BigInteger above, BigInteger atMost) {
    BigInteger wanted = atMost.subtract(above);
    return wanted.signum() <= 0 ? Double.POSITIVE_INFINITY : 0x1p256 / wanted.doubleValue();
  }

  /** A function for double SHA-256, in internal order, to be used on one thread. */
  public static UnaryOperator<byte[]> sha256d() {
    Sha256d sha256d = new Sha256d();
    return sha256d::hash;
  }

  /** The double SHA-256 of these bytes, in internal order. */
  public static Bytes hash(Bytes message) {
    return Bytes.of(new Sha256d().hash(message.toByteArray()));
  }

  /** The number a hash is compared with targets as. */
  public static BigInteger hashNumber(Bytes hash) {
    return Sha256d.asNumber(hash.toByteArray());
  }

  /**
   * The first nonce, counted upwards, with which the header's hash is in {@code (above, atMost]}.
   *
   * @param hasher makes the 32 bytes of a hash, in internal order, of the 80 of a header
   * @param header 80 bytes; the last four, the nonce, are replaced
   * @param above less than 0 for no lower bound
   * @return empty if none of the 2^32 - firstNonce nonces is
   */
  public static OptionalInt find(
      UnaryOperator<byte[]> hasher,
      Bytes header,
      int firstNonce,
      BigInteger above,
      BigInteger atMost) {
    return find(hasher, header, firstNonce, NONCES, above, atMost);
  }

  /**
   * The same for double SHA-256, giving up after so many nonces.
   *
   * @param noncesMax how many are tried at most
   */
  public static OptionalInt find(
      Bytes header, int firstNonce, long noncesMax, BigInteger above, BigInteger atMost) {
    return find(sha256d(), header, firstNonce, noncesMax, above, atMost);
  }

  private static OptionalInt find(
      UnaryOperator<byte[]> hasher,
      Bytes header,
      int firstNonce,
      long noncesMax,
      BigInteger above,
      BigInteger atMost) {
    byte[] bytes = header.toByteArray();
    long first = Integer.toUnsignedLong(firstNonce);
    long end = Math.min(NONCES, first + noncesMax);
    for (long n = first; n < end; n++) {
      int nonce = (int) n;
      for (int b = 0; b < 4; b++) {
        bytes[NONCE_AT + b] = (byte) (nonce >>> (8 * b));
      }
      BigInteger hash = Sha256d.asNumber(hasher.apply(bytes));
      if (hash.compareTo(atMost) <= 0 && hash.compareTo(above) > 0) {
        return OptionalInt.of(nonce);
      }
    }
    return OptionalInt.empty();
  }
}
