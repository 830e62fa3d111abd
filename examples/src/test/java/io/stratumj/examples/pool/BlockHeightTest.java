package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.template.CoinbaseBuilder;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Reading what the coinbase builder writes, and not being misled by anything else. */
class BlockHeightTest {
  /** Version, one input, null outpoint: what stands before the script. */
  private static final String BEFORE_SCRIPT = "0200000001" + "00".repeat(32) + "ffffffff";

  @Property
  void everyHeightTheBuilderWritesIsReadBack(
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int height) {
    CoinbaseBuilder.Halves halves =
        CoinbaseBuilder.atHeight(height).output(1, Bytes.fromHex("51")).build();
    Bytes coinbase = Bytes.concat(halves.first(), Bytes.of(new byte[4]), halves.second());
    assertEquals(OptionalInt.of(height), BlockHeight.of(coinbase));
  }

  @Test
  void aScriptThatBeginsWithSomethingElseHasNoHeight() {
    assertEquals(OptionalInt.empty(), BlockHeight.of(coinbase("05ffffffff7f")));
    assertEquals(OptionalInt.empty(), BlockHeight.of(coinbase("04ffffffff")));
    assertEquals(OptionalInt.empty(), BlockHeight.of(coinbase("61")));
  }

  @Test
  void aCoinbaseThatEndsTooEarlyHasNoHeight() {
    Bytes whole = coinbase("03a0bb0d");
    assertEquals(OptionalInt.of(900_000), BlockHeight.of(whole));
    for (int size = 0; size < whole.size(); size++) {
      assertEquals(OptionalInt.empty(), BlockHeight.of(whole.slice(0, size)));
    }
  }

  private static Bytes coinbase(String script) {
    return Bytes.fromHex(BEFORE_SCRIPT + "%02x".formatted(script.length() / 2) + script);
  }
}
