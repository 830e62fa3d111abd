package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC D1, D3: a difficulty is the number printed on the wire. */
class DifficultyTest {
  /** Doubles of every magnitude a difficulty may have. */
  @Provide
  Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(1e-15, 1e30).ofScale(15).filter(d -> d >= 1e-15),
        Arbitraries.doubles().between(-49.8, 99.6).ofScale(6).map(power -> Math.pow(2, power)),
        Arbitraries.integers().between(-49, 99).map(power -> Math.pow(2, power)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1024.0, 1024",
    "65536, 65536",
    "0.5, 0.5",
    "0.001, 0.001",
    "0.00015, 0.00015",
    "1e-7, 0.0000001",
    "1e-15, 0.000000000000001",
    "1e15, 1000000000000000",
    "1e16, 10000000000000000",
    "1e30, 1000000000000000000000000000000",
    "16307.420938523983, 16307.420938524",
    "0.30000000000000004, 0.3",
    "0.1234567890123456, 0.123456789012346",
    "999999999999999.9, 1000000000000000",
    "123456789012345678, 123456789012346000"
  })
  void isPrintedWithoutExponentAndWithAtMostFifteenDigits(double value, String wire) {
    assertEquals(wire, Difficulty.of(value).toWire());
    assertEquals(wire, Difficulty.of(value).toString());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -1,
        9.9e-16,
        1.01e30,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void refusesWhatNoPoolCouldMean(double value) {
    assertThrows(IllegalArgumentException.class, () -> Difficulty.of(value));
  }

  @Test
  void isEqualHoweverItWasWritten() {
    assertEquals(Difficulty.ONE, Difficulty.of(new BigDecimal("1.000")));
    assertEquals(Difficulty.of(1000), Difficulty.of(new BigDecimal("1e3")));
    assertEquals(
        Difficulty.of(1000).hashCode(), Difficulty.of(new BigDecimal("1000.0")).hashCode());
    assertNotEquals(Difficulty.of(0.1), Difficulty.of(0.2));
    assertNotEquals(Difficulty.ONE, (Object) "1");
  }

  @Test
  void theLesserOfEqualsIsTheFirst() {
    Difficulty one = Difficulty.of(new BigDecimal("1.0"));
    assertSame(one, one.min(Difficulty.ONE));
    assertSame(one, one.min(Difficulty.of(2)));
    assertSame(one, Difficulty.of(2).min(one));
  }

  @Property
  void isAPlainJsonNumber(@ForAll("doubles") double value) {
    String wire = Difficulty.of(value).toWire();
    assertTrue(wire.matches("(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?"), wire);
    assertTrue(new BigDecimal(wire).stripTrailingZeros().precision() <= 15, wire);
  }

  @Property
  void aMinerThatReadsADoubleReadsThePrintedNumber(@ForAll("doubles") double value) {
    Difficulty difficulty = Difficulty.of(value);
    double read = Double.parseDouble(difficulty.toWire());
    assertEquals(difficulty.toDouble(), read);
    assertEquals(difficulty, Difficulty.of(read));
    assertEquals(0, new BigDecimal(difficulty.toWire()).compareTo(difficulty.toBigDecimal()));
  }

  @Property
  void isTheNearestNumberOfFifteenDigits(@ForAll("doubles") double value) {
    BigDecimal meant = BigDecimal.valueOf(value);
    BigDecimal off = meant.subtract(Difficulty.of(value).toBigDecimal()).abs();
    BigDecimal lastPlace = BigDecimal.ONE.scaleByPowerOfTen(meant.precision() - meant.scale() - 15);
    assertTrue(off.add(off).compareTo(lastPlace) <= 0, meant.toString());
  }

  @Property
  void comparesAsItsNumber(@ForAll("doubles") double one, @ForAll("doubles") double other) {
    Difficulty first = Difficulty.of(one);
    Difficulty second = Difficulty.of(other);
    int order = Double.compare(first.toDouble(), second.toDouble());
    assertEquals(order, first.compareTo(second));
    assertEquals(order == 0, first.equals(second));
    assertEquals(Math.min(first.toDouble(), second.toDouble()), first.min(second).toDouble());
  }
}
