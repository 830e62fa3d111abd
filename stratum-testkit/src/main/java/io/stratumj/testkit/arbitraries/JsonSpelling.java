package io.stratumj.testkit.arbitraries;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * The many ways to write the same JSON: white space, order of members, escapes. Everything shrinks
 * to the compact, unescaped spelling. Stateless.
 */
final class JsonSpelling {
  private static final int ESCAPED_CHARS_MAX = 40;

  private JsonSpelling() {}

  /** What may stand between two tokens. */
  static Arbitrary<String> gaps() {
    return Arbitraries.of("", " ", "\t", "  ", " \t ");
  }

  /** A string, with none, some or all of its characters escaped. */
  static Arbitrary<String> string(Arbitrary<String> text) {
    Arbitrary<Integer> styles =
        Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2));
    return Combinators.combine(text, styles).as(JsonSpelling::quoted);
  }

  /** A string with this text. */
  static Arbitrary<String> string(String text) {
    return string(Arbitraries.just(text));
  }

  /** An array of these elements, each a JSON text. */
  static Arbitrary<String> array(Arbitrary<? extends List<String>> elements) {
    return Combinators.combine(elements, gaps())
        .as((texts, gap) -> bracketed('[', new ArrayList<>(texts), gap, ']'));
  }

  /** An object of these members, each a name and a JSON text with a colon between, in any order. */
  static Arbitrary<String> object(Arbitrary<? extends List<String>> members) {
    return Combinators.combine(members, gaps(), Arbitraries.integers().between(0, 1_000))
        .as((texts, gap, order) -> bracketed('{', shuffled(texts, order), gap, '}'));
  }

  /** A member of an object. */
  static Arbitrary<String> member(String name, Arbitrary<String> value) {
    return Combinators.combine(string(name), gaps(), value)
        .as((key, gap, text) -> key + gap + ":" + gap + text);
  }

  private static String bracketed(char open, List<String> parts, String gap, char close) {
    return open + gap + String.join(gap + "," + gap, parts) + gap + close;
  }

  private static List<String> shuffled(List<String> parts, int order) {
    List<String> shuffled = new ArrayList<>(parts);
    if (order > 0) {
      Collections.shuffle(shuffled, new Random(order));
    }
    return shuffled;
  }

  /** Style 0 escapes what has to be, 1 also every third character, 2 everything. */
  private static String quoted(String text, int style) {
    if (style == 0 || text.length() > ESCAPED_CHARS_MAX) {
      return new JsonPrimitive(text).toString();
    }
    return text.chars()
        .mapToObj(c -> style == 2 || c % 3 == 0 || mustBeEscaped(c) ? escaped(c) : "" + (char) c)
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static boolean mustBeEscaped(int c) {
    return c < ' ' || c == '"' || c == '\\';
  }

  private static String escaped(int c) {
    return c == '/' ? "\\/" : String.format("\\u%04x", c);
  }
}
