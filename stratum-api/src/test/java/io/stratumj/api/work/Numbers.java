package io.stratumj.api.work;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Numbers of 256 bits, and the plainest way to make hashes of them. */
final class Numbers {
  static final BigInteger GREATEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private Numbers() {}

  /** Any number of at most 256 bits; every length of number is as likely as every other. */
  static Arbitrary<BigInteger> uint256() {
    return Arbitraries.integers()
        .between(0, 256)
        .flatMap(
            bits ->
                Arbitraries.bigIntegers()
                    .between(
                        BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)));
  }

  static String hex(BigInteger number) {
    String digits = number.toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }

  static Hash256 hash(BigInteger number) {
    return Hash256.fromInternal(Bytes.fromHex(hex(number)).reversed());
  }
}
