package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
  @ParameterizedTest
  @CsvSource({
    "147a3f0000000000, 8",
    "08000000008f, 6",
    "0001, 2",
    "ffffffffffffffff, 8",
    "00000000, 4"
  })
  void copiesTheBytesAsTheMinerWroteThem(String hex, int size) {
    byte[] coinbase = new byte[12];
    share(Long.parseUnsignedLong(hex, 16), size).copyExtranonce2To(coinbase, 3);
    assertEquals("000000" + hex, Bytes.copyOf(coinbase, 0, 3 + size).toHex());
    assertEquals(Bytes.of(new byte[9 - size]), Bytes.copyOf(coinbase, 3 + size, 9 - size));
  }

  @Property
  void copiesTheLowBytesMostSignificantFirst(
      @ForAll long extranonce2, @ForAll @IntRange(min = 0, max = 8) int size) {
    byte[] copied = new byte[size];
    share(extranonce2, size).copyExtranonce2To(copied, 0);
    String digits = String.format("%016x", extranonce2);
    assertArrayEquals(Bytes.fromHex(digits.substring(16 - 2 * size)).toByteArray(), copied, digits);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 9, 16})
  void refusesAnExtranonce2ThatDoesNotFitItsNumber(int size) {
    assertThrows(IllegalArgumentException.class, () -> share(0, size));
  }

  private static Share share(long extranonce2, int size) {
    return new Share(new WorkerName("a"), new JobId(1), extranonce2, size, 0, 0, 0);
  }
}
