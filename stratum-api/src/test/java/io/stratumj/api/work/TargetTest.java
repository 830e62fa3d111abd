package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC D1: targets are exact 256-bit numbers. */
class TargetTest {
  @Provide
  Arbitrary<BigInteger> uint256() {
    return Numbers.uint256();
  }

  /** Every difficulty there is: 1 to 15 digits, moved to anywhere between 1e-15 and 1e30. */
  @Provide
  Arbitrary<Difficulty> difficulties() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 999_999_999_999_999L),
            Arbitraries.integers().between(-15, 15))
        .as((digits, scale) -> Difficulty.of(BigDecimal.valueOf(digits, scale)));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "compact-bits.csv", numLinesToSkip = 1)
  void decodesCompactFormAsConsensusDoes(
      String bits, String target, boolean negative, boolean overflow) {
    int nBits = Integer.parseUnsignedInt(bits, 16);
    if (negative || overflow) {
      assertThrows(IllegalArgumentException.class, () -> Target.ofCompact(nBits));
    } else {
      assertEquals(target, Target.ofCompact(nBits).toHex());
    }
  }

  /** A sign on a mantissa that the exponent shifts to nothing is the sign of zero: no sign. */
  @ParameterizedTest
  @ValueSource(ints = {0x00923456, 0x01803456, 0x02800056, 0x03800000, 0x04800000, 0xff800000})
  void compactZeroHasNoSign(int nBits) {
    assertEquals(BigInteger.ZERO, Target.ofCompact(nBits).toBigInteger());
  }

  @Property
  void compactFormIsMantissaTimesPowerOf256(
      @ForAll @IntRange(min = 0, max = 40) int exponent,
      @ForAll @IntRange(min = 0, max = 0xffffff) int signAndMantissa) {
    BigInteger mantissa = BigInteger.valueOf(signAndMantissa & 0x7fffff);
    BigInteger value = mantissa.multiply(BigInteger.valueOf(256).pow(exponent)).shiftRight(24);
    boolean negative = signAndMantissa > 0x7fffff && value.signum() != 0;
    int nBits = exponent << 24 | signAndMantissa;
    if (negative || value.compareTo(Numbers.GREATEST) > 0) {
      assertThrows(IllegalArgumentException.class, () -> Target.ofCompact(nBits));
    } else {
      assertEquals(value, Target.ofCompact(nBits).toBigInteger());
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "difficulty-targets.csv", numLinesToSkip = 1)
  void difficultyGivesTheVectorsTarget(String difficulty, String target) {
    BigDecimal number = new BigDecimal(difficulty);
    Difficulty printed = Difficulty.of(number);
    // A difficulty of more than 15 digits is never printed, so its target is that of the printed.
    BigInteger expected =
        printed.toBigDecimal().compareTo(number) == 0
            ? new BigInteger(target, 16)
            : floor(printed.toWire());
    assertEquals(expected, Target.forDifficulty(printed).toBigInteger());
  }

  @Test
  void difficultyOneIsTheConstant() {
    assertEquals(Target.DIFFICULTY_ONE, Target.forDifficulty(Difficulty.ONE));
    assertEquals("00000000ffff" + "0".repeat(52), Target.DIFFICULTY_ONE.toHex());
    assertEquals("f".repeat(64), Target.MAX.toHex());
  }

  @Test
  void theEasiestDifficultyMeetsEveryHash() {
    Target target = Target.forDifficulty(Difficulty.of(1e-15));
    assertEquals(Target.MAX, target);
    assertTrue(target.isMetBy(Numbers.hash(Numbers.GREATEST)));
  }

  @Property
  void targetIsTheFloorOfOneOverThePrintedNumber(
      @ForAll("difficulties") Difficulty difficulty, @ForAll("uint256") BigInteger one) {
    assertEquals(floor(difficulty.toWire()), Target.forDifficulty(difficulty).toBigInteger());
    BigInteger target = Target.forDifficulty(difficulty, Target.of(one)).toBigInteger();
    BigDecimal product = new BigDecimal(target).multiply(new BigDecimal(difficulty.toWire()));
    BigDecimal nextProduct = product.add(new BigDecimal(difficulty.toWire()));
    assertTrue(product.compareTo(new BigDecimal(one)) <= 0);
    assertTrue(target.equals(Numbers.GREATEST) || nextProduct.compareTo(new BigDecimal(one)) > 0);
  }

  @Property
  void aHarderDifficultyNeverHasAnEasierTarget(
      @ForAll("difficulties") Difficulty one, @ForAll("difficulties") Difficulty other) {
    int order = Target.forDifficulty(one).compareTo(Target.forDifficulty(other));
    assertTrue(order == 0 || Integer.signum(order) == -Integer.signum(one.compareTo(other)));
  }

  @Property
  void isMetExactlyByHashesUpToIt(
      @ForAll("uint256") BigInteger target, @ForAll("uint256") BigInteger hash) {
    assertEquals(hash.compareTo(target) <= 0, Target.of(target).isMetBy(Numbers.hash(hash)));
  }

  @Property
  void isMetByEqualityAndNotByOneMore(@ForAll("uint256") BigInteger target) {
    assertTrue(Target.of(target).isMetBy(Numbers.hash(target)));
    if (!target.equals(Numbers.GREATEST)) {
      assertFalse(Target.of(target).isMetBy(Numbers.hash(target.add(BigInteger.ONE))));
    }
  }

  @Property
  void comparesAndPrintsAsANumber(
      @ForAll("uint256") BigInteger one, @ForAll("uint256") BigInteger other) {
    Target target = Target.of(one);
    assertEquals(one, target.toBigInteger());
    assertEquals(Numbers.hex(one), target.toHex());
    assertEquals(target, Target.fromHex(one.toString(16)));
    assertEquals(target.hashCode(), Target.fromHex(target.toHex()).hashCode());
    assertEquals(one.compareTo(other), Integer.signum(target.compareTo(Target.of(other))));
    assertEquals(one.equals(other), target.equals(Target.of(other)));
  }

  @Property
  void achievedDifficultyIsTheQuotient(@ForAll("uint256") BigInteger hash) {
    double expected =
        Target.DIFFICULTY_ONE.toBigInteger().doubleValue() / hash.max(BigInteger.ONE).doubleValue();
    double tolerance = 6 * Math.ulp(expected);
    assertEquals(expected, Target.DIFFICULTY_ONE.difficultyOf(Numbers.hash(hash)), tolerance);
    assertEquals(expected, Target.DIFFICULTY_ONE.difficultyOf(Target.of(hash)), tolerance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "0x1", " 1", "1 ", "1g", "１", "1_0"})
  void refusesTextThatIsNoHexNumber(String text) {
    assertThrows(IllegalArgumentException.class, () -> Target.fromHex(text));
  }

  @Test
  void refusesNumbersOfTheWrongSize() {
    assertThrows(IllegalArgumentException.class, () -> Target.fromHex("0".repeat(65)));
    assertThrows(IllegalArgumentException.class, () -> Target.of(BigInteger.ONE.negate()));
    assertThrows(
        IllegalArgumentException.class, () -> Target.of(Numbers.GREATEST.add(BigInteger.ONE)));
  }

  private static BigInteger floor(String difficulty) {
    return new BigDecimal(Target.DIFFICULTY_ONE.toBigInteger())
        .divideToIntegralValue(new BigDecimal(difficulty))
        .toBigInteger()
        .min(Numbers.GREATEST);
  }

  /** A target and a hash alike but for one bit: the first word that differs decides. */
  @ParameterizedTest
  @ValueSource(ints = {0, 63, 64, 127, 128, 191, 192, 255})
  void oneBitDecidesWhereverItIs(int bit) {
    BigInteger some = BigInteger.ONE.shiftLeft(255).or(BigInteger.ONE.shiftLeft(130));
    BigInteger less = some.clearBit(bit);
    BigInteger more = less.setBit(bit);
    assertTrue(Target.of(more).isMetBy(Numbers.hash(less)));
    assertFalse(Target.of(less).isMetBy(Numbers.hash(more)));
    assertEquals(1, Integer.signum(Target.of(more).compareTo(Target.of(less))));
  }

  @Test
  void compactFormMayHaveAll256Bits() {
    assertEquals("ffff" + "0".repeat(60), Target.ofCompact(0x2100ffff).toHex());
    assertThrows(IllegalArgumentException.class, () -> Target.ofCompact(0x21010000));
  }

  @Test
  void hexMayHaveAll64DigitsAndIsWhatIsShown() {
    String digits = "0123456789abcdef".repeat(4);
    assertEquals(digits, Target.fromHex(digits).toString());
    assertNotEquals(Target.fromHex(digits).hashCode(), Target.DIFFICULTY_ONE.hashCode());
  }
}
