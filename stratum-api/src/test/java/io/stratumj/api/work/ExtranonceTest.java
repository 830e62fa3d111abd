package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** SPEC H4: the server's part of the extranonce, held as a number and given out as bytes. */
class ExtranonceTest {
  private static final Bytes HIGH_BYTES = Bytes.fromHex("80ff007f");

  @Property
  void givesBackTheBytesItWasMadeOf(
      @ForAll @Size(min = 2, max = 8) byte[] part, @ForAll @IntRange(min = 2, max = 8) int size) {
    Extranonce extranonce = new Extranonce(Bytes.of(part), size);
    assertEquals(Bytes.of(part), extranonce.extranonce1());
    assertEquals(part.length, extranonce.extranonce1Size());
    assertEquals(size, extranonce.extranonce2Size());
    assertEquals(extranonce, new Extranonce(Bytes.of(part), size));
    assertEquals(extranonce.hashCode(), new Extranonce(Bytes.of(part), size).hashCode());
  }

  @Test
  void isCopiedInCoinbaseOrderToAnyPlaceAndNowhereElse() {
    byte[] coinbase = new byte[7];
    new Extranonce(HIGH_BYTES, 8).copyExtranonce1To(coinbase, 2);
    assertEquals("000080ff007f00", Bytes.of(coinbase).toHex());
  }

  @Test
  void differsByItsBytesAndByEitherSize() {
    Extranonce extranonce = new Extranonce(Bytes.fromHex("0001"), 4);
    assertNotEquals(extranonce, new Extranonce(Bytes.fromHex("0002"), 4));
    assertNotEquals(extranonce, new Extranonce(Bytes.fromHex("000001"), 4)); // the same number
    assertNotEquals(extranonce, new Extranonce(Bytes.fromHex("0001"), 5));
    assertNotEquals(extranonce, (Object) "0001....");
  }

  @Test
  void isShownWithADotForEachByteToCome() {
    assertEquals("80ff007f...", new Extranonce(HIGH_BYTES, 3).toString());
  }
}
