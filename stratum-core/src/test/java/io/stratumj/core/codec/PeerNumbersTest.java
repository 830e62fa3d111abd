package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.Difficulty;
import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC C4, H6: difficulties as peers write them. */
class PeerNumbersTest {
  private static final BigDecimal LEAST = new BigDecimal("1e-15");
  private static final BigDecimal GREATEST = new BigDecimal("1e30");

  /** Texts made of the characters of numbers: often one, often nearly one. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        JsonTexts.number(),
        Arbitraries.of("0", "1", "15", "9", ".", "e", "E", "-", "+", "30", "x", "f", " ", "NaN")
            .list()
            .ofMaxSize(6)
            .map(parts -> String.join("", parts)),
        Arbitraries.strings().ofMaxLength(5));
  }

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void aDifficultyIsAPositiveDecimalNumberBroughtIntoRange(@ForAll("texts") String text) {
    assertEquals(naive(text), PeerNumbers.difficulty(text), text);
  }

  /** What Java reads as a number, and JSON does not. */
  @ParameterizedTest
  @ValueSource(strings = {"0x1p3", "1f", "1d", " 1", "1 ", "\t2", "NaN", "Infinity"})
  void whatOnlyJavaReadsIsNoNumber(String text) {
    assertEquals(Optional.empty(), PeerNumbers.difficulty(text));
  }

  /** The edges of the range, where the nearest double is inside it and the digits are not. */
  @ParameterizedTest
  @CsvSource({
    "9.99999999999999999e-16, 0.000000000000001",
    "1e-15, 0.000000000000001",
    "4.9e-324, 0.000000000000001",
    "1e30, 1000000000000000000000000000000",
    "1000000000000000000000000000000.1, 1000000000000000000000000000000",
    "1.7e308, 1000000000000000000000000000000"
  })
  void anOutlandishNumberIsBroughtIntoRange(String text, String wire) {
    assertEquals(wire, PeerNumbers.difficulty(text).orElseThrow().toWire());
  }

  /** A number too small or too great for a double is none: no peer could have meant it. */
  private static Optional<Difficulty> naive(String text) {
    if (!text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
      return Optional.empty();
    }
    double nearest = Double.parseDouble(text);
    if (nearest <= 0 || Double.isInfinite(nearest)) {
      return Optional.empty();
    }
    return Optional.of(Difficulty.of(new BigDecimal(text).max(LEAST).min(GREATEST)));
  }
}
