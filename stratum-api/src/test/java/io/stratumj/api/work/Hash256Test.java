package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hash256Test {
  private static final String GENESIS =
      "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

  @Provide
  Arbitrary<BigInteger> uint256() {
    return Numbers.uint256();
  }

  @Test
  void readsTheGenesisBlockInBothOrders() {
    Hash256 hash = Hash256.fromDisplayHex(GENESIS);
    assertEquals(
        "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000",
        hash.toInternal().toHex());
    assertEquals(GENESIS, hash.toDisplayHex());
    assertEquals(hash, Hash256.fromInternal(hash.toInternal()));
    assertEquals(0x000000000019d668L, hash.word(3));
    assertEquals(0x72b3f1b60a8ce26fL, hash.word(0));
  }

  @Test
  void refusesWhatIsNotThirtyTwoBytes() {
    assertThrows(IllegalArgumentException.class, () -> Hash256.fromDisplayHex(GENESIS + "00"));
    assertThrows(IllegalArgumentException.class, () -> Hash256.fromDisplayHex("0x" + GENESIS));
    assertThrows(
        IllegalArgumentException.class, () -> Hash256.fromDisplayHex(GENESIS.substring(2)));
    assertThrows(IllegalArgumentException.class, () -> Hash256.fromInternal(Bytes.EMPTY));
    assertThrows(IndexOutOfBoundsException.class, () -> Hash256.fromInternal(new byte[40], 9));
    assertThrows(IndexOutOfBoundsException.class, () -> Hash256.fromInternal(new byte[40], -1));
    assertThrows(IndexOutOfBoundsException.class, () -> Hash256.fromDisplayHex(GENESIS).word(4));
  }

  @Property
  void isTheNumberItsDisplayFormWrites(@ForAll("uint256") BigInteger number) {
    Hash256 hash = Numbers.hash(number);
    assertEquals(Numbers.hex(number), hash.toDisplayHex());
    assertEquals(hash, Hash256.fromDisplayHex(Numbers.hex(number)));
    for (int word = 0; word < 4; word++) {
      assertEquals(number.shiftRight(64 * word).longValue(), hash.word(word));
    }
  }

  @Property
  void isReadAndCopiedAtAnyPlace(@ForAll("uint256") BigInteger number) {
    Hash256 hash = Numbers.hash(number);
    byte[] array = new byte[40];
    hash.copyInternalTo(array, 5);
    assertEquals(hash, Hash256.fromInternal(array, 5));
    assertEquals(hash.toInternal(), Bytes.copyOf(array, 5, 32));
  }

  @Property
  void comparesAsUnsignedNumber(
      @ForAll("uint256") BigInteger one, @ForAll("uint256") BigInteger other) {
    int order = Integer.signum(Numbers.hash(one).compareTo(Numbers.hash(other)));
    assertEquals(one.compareTo(other), order);
    assertEquals(one.equals(other), Numbers.hash(one).equals(Numbers.hash(other)));
    assertEquals(Numbers.hash(one).hashCode(), Numbers.hash(one).hashCode());
    assertNotEquals(Numbers.hash(one), (Object) Numbers.hex(one));
  }

  @Property
  void isNearlyTheDoubleOfTheNumber(@ForAll("uint256") BigInteger number) {
    double exact = number.doubleValue();
    assertEquals(exact, Numbers.hash(number).toDouble(), 2 * Math.ulp(exact));
  }

  /** Two numbers alike but for one word: a comparison that skips a word finds them equal. */
  @ParameterizedTest
  @ValueSource(ints = {0, 63, 64, 127, 128, 191, 192, 255})
  void oneBitDecidesWhereverItIs(int bit) {
    BigInteger other = BigInteger.ONE.shiftLeft(255).or(BigInteger.ONE.shiftLeft(130));
    BigInteger without = other.clearBit(bit);
    BigInteger with = without.setBit(bit);
    assertEquals(1, Integer.signum(Numbers.hash(with).compareTo(Numbers.hash(without))));
    assertEquals(-1, Integer.signum(Numbers.hash(without).compareTo(Numbers.hash(with))));
    assertNotEquals(Numbers.hash(with), Numbers.hash(without));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void everyWordCountsInTheDouble(long word) {
    BigInteger number = new BigInteger(Long.toUnsignedString(word));
    for (int i = 0; i < 4; i++) {
      BigInteger shifted = number.shiftLeft(64 * i);
      assertEquals(shifted.doubleValue(), Numbers.hash(shifted).toDouble());
    }
  }

  @Test // SPEC S5: sets of shares are keyed by it
  void hashCodesTellHashesApart() {
    Set<Integer> codes = new HashSet<>();
    for (int i = 0; i < 256; i++) {
      codes.add(Numbers.hash(BigInteger.ONE.shiftLeft(i)).hashCode());
    }
    // A hash code folds the 256 bits into 32, each of which has to count.
    assertEquals(32, codes.size());
    assertEquals(GENESIS, Hash256.fromDisplayHex(GENESIS).toString());
  }
}
