package io.stratumj.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CoinbaseBuilderTest {
  private static final Bytes SCRIPT = Bytes.fromHex("51");

  @Test // BIP34; the bytes are those two nodes and a third implementation agreed upon
  void theHeightIsPushedAsTheScriptEngineWritesIt() {
    assertEquals("00", CoinbaseBuilder.pushHeight(0).toHex());
    assertEquals("51", CoinbaseBuilder.pushHeight(1).toHex());
    assertEquals("60", CoinbaseBuilder.pushHeight(16).toHex());
    assertEquals("0111", CoinbaseBuilder.pushHeight(17).toHex());
    assertEquals("017f", CoinbaseBuilder.pushHeight(127).toHex());
    assertEquals("028000", CoinbaseBuilder.pushHeight(128).toHex());
    assertEquals("02ff00", CoinbaseBuilder.pushHeight(255).toHex());
    assertEquals("02b401", CoinbaseBuilder.pushHeight(436).toHex());
    assertEquals("03008000", CoinbaseBuilder.pushHeight(32768).toHex());
    assertEquals("0340170e", CoinbaseBuilder.pushHeight(923456).toHex());
    assertEquals("04ffffff7f", CoinbaseBuilder.pushHeight(Integer.MAX_VALUE).toHex());
  }

  @Test
  void theEdgesOfWhatItTakesAreTaken() {
    for (int size : new int[] {4, 16}) {
      CoinbaseBuilder genesis = CoinbaseBuilder.atHeight(0).extranonceSize(size);
      assertEquals(size, genesis.output(0, SCRIPT).build().extranonceSize());
    }
    CoinbaseBuilder any = CoinbaseBuilder.atHeight(1);
    assertThrows(IllegalArgumentException.class, () -> any.extranonceSize(3));
    assertThrows(IllegalArgumentException.class, () -> any.extranonceSize(17));
    assertThrows(IllegalArgumentException.class, () -> CoinbaseBuilder.atHeight(-1));
  }

  @Property
  void everyHeightAbove16IsTheShortestSignedNumber(
      @ForAll @IntRange(min = 17, max = Integer.MAX_VALUE) int height) {
    byte[] signed = BigInteger.valueOf(height).toByteArray();
    Bytes number = Bytes.of(signed).reversed();
    assertEquals(
        Bytes.concat(Bytes.of((byte) signed.length), number), CoinbaseBuilder.pushHeight(height));
  }

  @Test
  void theHalvesStandAroundTheExtranonces() {
    CoinbaseBuilder.Halves halves =
        CoinbaseBuilder.atHeight(17)
            .auxiliary(Bytes.fromHex("aabb"))
            .auxiliary(Bytes.EMPTY)
            .auxiliary(Bytes.fromHex("cc"))
            .extranonceSize(6)
            .tag(Bytes.fromHex("2f"))
            .output(1, SCRIPT)
            .output(2, Bytes.fromHex("5152"))
            .build();
    assertEquals(
        "02000000" + "01" + "00".repeat(32) + "ffffffff" + "10" + "0111" + "02aabb" + "01cc" + "06",
        halves.first().toHex());
    assertEquals(
        "012f"
            + "ffffffff"
            + "02"
            + "0100000000000000"
            + "0151"
            + "0200000000000000"
            + "025152"
            + "00000000",
        halves.second().toHex());
    assertEquals(6, halves.extranonceSize());
    assertEquals(halves.first().size() + 6 + halves.second().size(), halves.size());
  }

  @Test // SPEC J1
  void aScriptOfAHundredBytesIsBuiltAndOneMoreIsRefused() {
    // height 1 byte, push of 12, a push with a one-byte length for up to 75, with two beyond
    assertEquals(100, scriptSize(Bytes.of(new byte[84])));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> scriptSize(Bytes.of(new byte[85])));
    assertTrue(String.valueOf(refusal.getMessage()).contains("not 101"));
    assertThrows(IllegalArgumentException.class, () -> scriptSize(Bytes.of(new byte[300])));
  }

  private static int scriptSize(Bytes tag) {
    CoinbaseBuilder.Halves halves =
        CoinbaseBuilder.atHeight(1).extranonceSize(12).tag(tag).output(1, SCRIPT).build();
    return halves.first().at(41);
  }

  @Test
  void aPushOfMoreThan75BytesSaysSo() {
    CoinbaseBuilder.Halves halves =
        CoinbaseBuilder.atHeight(1).tag(Bytes.of(new byte[76])).output(1, SCRIPT).build();
    assertEquals("4c4c0000", halves.second().slice(0, 4).toHex());
    halves = CoinbaseBuilder.atHeight(1).tag(Bytes.of(new byte[75])).output(1, SCRIPT).build();
    assertEquals("4b000000", halves.second().slice(0, 4).toHex());
  }

  @Test // SPEC J1
  void aCoinbaseOf255BytesIsBuiltAndALongerOneOnlyWhenAllowed() {
    CoinbaseBuilder.Halves longest = withOutputScript(255).build();
    assertEquals(255, longest.size());
    assertThrows(IllegalArgumentException.class, () -> withOutputScript(256).build());
    assertEquals(256, withOutputScript(256).bytesMax(256).build().size());
  }

  private static CoinbaseBuilder withOutputScript(int coinbaseSize) {
    int rest = CoinbaseBuilder.atHeight(1).output(1, Bytes.EMPTY).build().size();
    return CoinbaseBuilder.atHeight(1).output(1, Bytes.of(new byte[coinbaseSize - rest]));
  }

  @Test
  void whatMakesNoCoinbaseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CoinbaseBuilder.atHeight(-1));
    assertThrows(IllegalArgumentException.class, () -> CoinbaseBuilder.atHeight(1).build());
    CoinbaseBuilder builder = CoinbaseBuilder.atHeight(1);
    assertThrows(IllegalArgumentException.class, () -> builder.output(-1, SCRIPT));
    for (int size : List.of(0, 3, 17)) {
      assertThrows(IllegalArgumentException.class, () -> builder.extranonceSize(size));
    }
  }

  @Test // the third form of a length, beyond what a coinbase usually needs
  void lengthsAreWrittenInTheShortestForm() {
    assertEquals("fc", new Serializer().size(252).toBytes().toHex());
    assertEquals("fdfd00", new Serializer().size(253).toBytes().toHex());
    assertEquals("fdffff", new Serializer().size(65535).toBytes().toHex());
    assertEquals("fe00000100", new Serializer().size(65536).toBytes().toHex());
  }
}
