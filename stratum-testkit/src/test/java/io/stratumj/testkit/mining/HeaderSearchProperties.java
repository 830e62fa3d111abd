package io.stratumj.testkit.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.Bytes;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class HeaderSearchProperties {
  @Property(tries = 200)
  void theFastSearchFindsWhatThePlainOneFinds(
      @ForAll @Size(80) byte[] header,
      @ForAll int firstNonce,
      @ForAll @IntRange(min = 0, max = 200) int noncesMax,
      @ForAll @IntRange(min = 0, max = 256) int targetBits) {
    BigInteger target = BigInteger.ONE.shiftLeft(targetBits).subtract(BigInteger.ONE);
    assertEquals(
        NonceSearch.find(Bytes.of(header), firstNonce, noncesMax, BigInteger.ONE.negate(), target),
        new HeaderSearch().find(Bytes.of(header), firstNonce, noncesMax, target));
  }

  /** The highest bits decide nearly always, so a target that needs all of them is asked for. */
  @Property(tries = 100)
  void theLastBitOfTheTargetCounts(@ForAll @Size(80) byte[] header, @ForAll int nonce) {
    byte[] tried = header.clone();
    for (int b = 0; b < 4; b++) {
      tried[76 + b] = (byte) (nonce >>> (8 * b));
    }
    BigInteger hash = NonceSearch.hashNumber(NonceSearch.hash(Bytes.of(tried)));
    HeaderSearch search = new HeaderSearch();
    assertEquals(nonce, search.find(Bytes.of(header), nonce, 1, hash).orElseThrow());
    assertEquals(
        false, search.find(Bytes.of(header), nonce, 1, hash.subtract(BigInteger.ONE)).isPresent());
  }
}
