package io.stratumj.testkit.arbitraries;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;

/** JSON documents, strict by RFC 8259, that need not mean anything to a pool. Stateless. */
public final class JsonTexts {
  private static final int STRING_CHARS_MAX = 12;
  private static final int ELEMENTS_MAX = 4;

  private JsonTexts() {}

  /** Any document, nested up to 3 deep. */
  public static Arbitrary<String> any() {
    return upTo(3);
  }

  /** Any document in which arrays and objects are nested up to this deep; 0 for none. */
  public static Arbitrary<String> upTo(int depth) {
    if (depth == 0) {
      return scalars();
    }
    Arbitrary<String> inner = upTo(depth - 1);
    Arbitrary<String> array = JsonSpelling.array(inner.list().ofMaxSize(ELEMENTS_MAX));
    Arbitrary<String> member =
        Combinators.combine(strings(), inner).as((name, value) -> name + ":" + value);
    Arbitrary<String> object = JsonSpelling.object(member.list().ofMaxSize(ELEMENTS_MAX));
    return Arbitraries.frequencyOf(Tuple.of(3, scalars()), Tuple.of(1, array), Tuple.of(1, object));
  }

  /** Arrays and objects nested exactly this deep around a scalar. */
  public static Arbitrary<String> nested(int depth) {
    Arbitrary<List<Boolean>> kinds = Arbitraries.of(true, false).list().ofSize(depth);
    return Combinators.combine(kinds, scalars()).as(JsonTexts::nest);
  }

  /** Strings, numbers, true, false and null. */
  public static Arbitrary<String> scalars() {
    return Arbitraries.oneOf(Arbitraries.of("null", "true", "false", "\"\""), strings(), numbers());
  }

  /** Numbers in every spelling: long, exponents, negative zero, more digits than a double holds. */
  public static Arbitrary<String> numbers() {
    Arbitrary<String> whole = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(24);
    Arbitrary<String> plain = whole.map(digits -> digits.replaceFirst("^0+(?=.)", ""));
    Arbitrary<String> fractions = Arbitraries.of("", ".0", ".5", ".0001", ".3333333333333333333");
    Arbitrary<String> exponents = Arbitraries.of("", "e2", "E+3", "e-4", "e999", "E-999");
    return Combinators.combine(Arbitraries.of("", "-"), plain, fractions, exponents)
        .as((sign, digits, fraction, exponent) -> sign + digits + fraction + exponent);
  }

  /** Strings of any characters, escaped here and there. */
  public static Arbitrary<String> strings() {
    return JsonSpelling.string(texts().ofMaxLength(STRING_CHARS_MAX));
  }

  /** The text of a string: ASCII, what must be escaped, other scripts; no lone surrogates. */
  static StringArbitrary texts() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars(
            '"', '\\', '/', '\u0000', '\u0007', '\n', '\u00e9', '\u03b3', '\u202e', '\u4e2d');
  }

  private static String nest(List<Boolean> kinds, String scalar) {
    StringBuilder text = new StringBuilder(scalar);
    for (boolean isArray : kinds) {
      text.insert(0, isArray ? "[" : "{\"a\":").append(isArray ? ']' : '}');
    }
    return text.toString();
  }
}
