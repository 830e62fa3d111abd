package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generators of lines: JSON in all its spellings, and lines with a few bytes broken. */
final class JsonTexts {
  private static final byte[] NASTY =
      "{}[]\",:\\/'#;=+-.eE019tfnulx \t\r\n\u0000\u001f\u007fé".getBytes(UTF_8);

  private JsonTexts() {}

  /** One JSON value with up to so many levels of arrays and objects. */
  static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.frequencyOf(
            Tuple.of(3, string()),
            Tuple.of(3, number()),
            Tuple.of(1, Arbitraries.of("true", "false", "null")));
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<String> inner = padded(Arbitraries.lazy(() -> value(depth - 1)));
    Arbitrary<String> array = inner.list().ofMaxSize(3).map(all -> "[" + join(all) + "]");
    Arbitrary<String> member =
        Combinators.combine(padded(string()), inner).as((key, value) -> key + ":" + value);
    Arbitrary<String> object = member.list().ofMaxSize(3).map(all -> "{" + join(all) + "}");
    return Arbitraries.frequencyOf(Tuple.of(2, scalar), Tuple.of(3, array), Tuple.of(3, object));
  }

  static Arbitrary<String> number() {
    Arbitrary<String> integer =
        Arbitraries.oneOf(
            Arbitraries.of("0", "-0", "1", "-1", "9223372036854775808"),
            Arbitraries.bigIntegers().map(Object::toString));
    return Combinators.combine(
            integer,
            Arbitraries.of("", "", ".0", ".5", ".00000000000000000001"),
            Arbitraries.of("", "", "e1", "E+2", "e-30", "E999", "e00"))
        .as((whole, fraction, exponent) -> whole + fraction + exponent);
  }

  /** A JSON string of characters from everywhere, each spelled in one of its ways. */
  static Arbitrary<String> string() {
    Arbitrary<Integer> character =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0x20, 0x7e),
            Arbitraries.of(0, 8, 9, 10, 0x1f, 0x22, 0x2f, 0x5c, 0x7f, 0x80, 0x2028, 0x202e),
            Arbitraries.of(0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xffff, 0x10000, 0x10ffff));
    return Combinators.combine(character, Arbitraries.integers().between(0, 3))
        .as(JsonTexts::spelled)
        .list()
        .ofMaxSize(6)
        .map(all -> '"' + String.join("", all) + '"');
  }

  /** The bytes, with up to three places broken. */
  static Arbitrary<byte[]> broken(Arbitrary<byte[]> lines) {
    Arbitrary<List<Break>> breaks =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 9_999),
                Arbitraries.integers().between(0, 9_999))
            .as(Break::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3);
    return Combinators.combine(lines, breaks)
        .as(
            (line, all) -> {
              byte[] bytes = line;
              for (Break one : all) {
                bytes = one.apply(bytes);
              }
              return bytes;
            });
  }

  private record Break(int kind, int place, int more) {
    byte[] apply(byte[] bytes) {
      int at = place % (bytes.length + 1);
      int to = Math.min(bytes.length, at + 1 + more % 4);
      byte nasty = NASTY[more % NASTY.length];
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, at);
      switch (kind) {
        case 0 -> out.write(nasty);
        case 1 -> out.write(more);
        case 2 -> out.write(bytes, at, to - at);
        default -> {}
      }
      int from =
          switch (kind) {
            case 3 -> to;
            case 4 -> bytes.length;
            case 5 -> Math.min(at + 1, bytes.length);
            default -> at;
          };
      if (kind == 5) {
        out.write(nasty);
      }
      out.write(bytes, from, bytes.length - from);
      return out.toByteArray();
    }
  }

  private static Arbitrary<String> padded(Arbitrary<String> text) {
    Arbitrary<String> blanks = Arbitraries.of("", "", "", " ", "\t ", "\r\n");
    return Combinators.combine(blanks, text, blanks).as((before, in, after) -> before + in + after);
  }

  private static String join(List<String> parts) {
    return parts.isEmpty() ? " " : String.join(",", parts);
  }

  private static String spelled(int character, int spelling) {
    String plain = Character.toString(character);
    if (spelling < 2) {
      int place = "\"\\/\b\f\n\r\t".indexOf(plain);
      if (place >= 0 && (spelling == 0 || place != 2)) {
        return "\\" + "\"\\/bfnrt".charAt(place);
      }
      if (character >= 0x20) {
        return plain;
      }
    }
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      int unit = plain.charAt(i);
      escaped.append(String.format(spelling == 3 ? "\\u%04X" : "\\u%04x", unit));
    }
    return escaped.toString();
  }
}
