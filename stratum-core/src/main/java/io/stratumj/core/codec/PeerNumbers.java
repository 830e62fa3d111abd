package io.stratumj.core.codec;

import io.stratumj.api.work.Difficulty;
import java.math.BigDecimal;
import java.util.Optional;

/** Difficulties as peers write them: a number, or the same number as a string. */
public final class PeerNumbers {
  private static final int TEXT_MAX = 64;
  private static final BigDecimal LEAST = new BigDecimal("1e-15");
  private static final BigDecimal GREATEST = new BigDecimal("1e30");

  private PeerNumbers() {}

  /**
   * The difficulty a token means.
   *
   * @return empty for anything that is not a finite number above 0; a number no pool could want is
   *     brought into the range a {@link Difficulty} can have
   */
  static Optional<Difficulty> difficulty(JsonTape tape, int token) {
    int kind = tape.kind(token);
    if ((kind != JsonTape.NUMBER && kind != JsonTape.STRING)
        || tape.to(token) - tape.from(token) > TEXT_MAX) {
      return Optional.empty();
    }
    return difficulty(tape.string(token));
  }

  /** The difficulty a number written as text means; empty for anything that is not one. */
  public static Optional<Difficulty> difficulty(String text) {
    try {
      double value = Double.parseDouble(text);
      if (!(value > 0) || value == Double.POSITIVE_INFINITY || !isDecimal(text)) {
        return Optional.empty();
      }
      return Optional.of(Difficulty.of(new BigDecimal(text).max(LEAST).min(GREATEST)));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  /** Java also reads 0x1p3, 1f, and blanks around a number; nobody else does. */
  private static boolean isDecimal(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
  }
}
