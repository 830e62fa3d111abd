package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("F3: strict JSON")
class JsonTapeTest {
  private static final int DEPTH_MAX = 8;

  private final JsonTape tape = new JsonTape(DEPTH_MAX);

  @Test
  void aTokenKnowsItsKindItsTextAndWhatComesNext() {
    assertTrue(read(" {\"a\":[1,{\"b\":null}],\"c\":true} "));
    assertEquals(JsonTape.OBJECT, tape.kind(0));
    assertTrue(tape.is(1, "a".getBytes(US_ASCII)));
    assertEquals(JsonTape.ARRAY, tape.kind(2));
    assertEquals("[1,{\"b\":null}]", tape.raw(2));
    assertEquals("1", tape.raw(3));
    assertEquals("{\"b\":null}", tape.raw(4));
    assertEquals("c", tape.raw(tape.next(2)));
    assertEquals(JsonTape.TRUE, tape.kind(tape.next(2) + 1));
    assertEquals(tape.next(0), tape.next(tape.next(2) + 1));
  }

  @Test
  void theTapeGrowsAndIsUsedAgain() {
    assertTrue(read("[" + "1,".repeat(5_000) + "2]"));
    assertEquals(5_002, tape.next(0));
    assertTrue(read("[]"));
    assertEquals(1, tape.next(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[1,]",
        "[,1]",
        "[1,,2]",
        "[1 2]",
        "[1;2]",
        "{\"a\":1,}",
        "{\"a\"=1}",
        "{\"a\" 1}",
        "{\"a\"}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "['a']",
        "[1]]",
        "[1}",
        "{]",
        "[1] x",
        "[1]\u0000",
        "1 2",
        "//x\n[]",
        "/*x*/[]",
        "#x\n[]",
        "[TRUE]",
        "[True]",
        "[nul]",
        "[nulll]",
        "[truefalse]",
        "[NaN]",
        "[Infinity]",
        "[-Infinity]",
        "[undefined]",
        "[01]",
        "[-01]",
        "[00]",
        "[+1]",
        "[-]",
        "[1.]",
        "[.5]",
        "[1e]",
        "[1e+]",
        "[1e5.5]",
        "[0x1]",
        "[1_0]",
        "[1f]",
        "[１]",
        "[\"\n\"]",
        "[\"\t\"]",
        "[\"\u0000\"]",
        "[\"\u001f\"]",
        "[\"\\'\"]",
        "[\"\\x41\"]",
        "[\"\\U0041\"]",
        "[\"\\\n\"]",
        "[\"\\u12\"]",
        "[\"\\u12g4\"]",
        "[\"\\u+123\"]",
        "[\"\\u 123\"]",
        "[1",
        "[",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "\"a",
        "[\"a\n]",
        "[\"a\u0001]",
        "[\"a",
        "[\"a\\",
        "[\"a\\\"",
        "[\"\\u12",
        "\u000b[]",
        "\f[]",
        "\u00a0[]",
        "\u2003[]",
        ")]}'\n[]"
      })
  void whatIsNotJsonIsRefusedByBoth(String text) {
    assertFalse(read(text));
    assertTrue(Json.read(text.getBytes(UTF_8), DEPTH_MAX).isEmpty());
  }

  /** A line may end where its array ends: what is missing is not looked for behind it. */
  @ParameterizedTest
  @ValueSource(strings = {"c3", "e282", "f09f98", "5c", "5c7500"})
  void aStumpAtTheEndOfTheArrayIsRefused(String hex) {
    byte[] bytes = new java.math.BigInteger("22" + hex, 16).toByteArray();
    assertFalse(tape.read(bytes, 0, bytes.length));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "1234567890, 1234567890",
    "999999999999999999, 999999999999999999",
    "1000000000000000000, -1",
    "-1, -1",
    "-0, -1",
    "1.0, -1",
    "1e2, -1",
    "true, -1",
    "'\"5\"', -1"
  })
  void aPlainNumberIsDigitsAlone(String written, long meant) {
    assertTrue(read("[false," + written + "]"));
    assertEquals(meant, tape.plainNumber(2));
  }

  /** Overlong forms, surrogates, values past the last, strays and stumps, all inside a string. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0af",
        "c1bf",
        "c2",
        "c27f",
        "e08080",
        "e09fbf",
        "e0a0",
        "eda080",
        "edbfbf",
        "f0808080",
        "f08fbfbf",
        "f4908080",
        "f5808080",
        "f09f98",
        "e28241",
        "f09f4180",
        "f09f9841",
        "ff",
        "fe"
      })
  void whatIsNotUtf8IsRefusedByBoth(String hex) {
    byte[] bytes = new java.math.BigInteger("5b22" + hex + "225d", 16).toByteArray();
    assertFalse(tape.read(bytes, 0, bytes.length), new String(bytes, ISO_8859_1));
    assertTrue(Json.read(bytes, DEPTH_MAX).isEmpty());
  }

  @Test
  void wellFormedTextOfEveryLengthIsRead() {
    String text = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";
    assertTrue(read("\"" + text + "\""));
    assertEquals(text, tape.string(0));
    assertFalse(tape.isEscaped(0));
  }

  @Test
  void escapesAreDecodedOnlyWhenAsked() {
    assertTrue(read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\uD83D\\ude00é\""));
    assertEquals("\"\\/\b\f\n\r\tAé\uD83D\uDE00é", tape.string(0));
    assertEquals("\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\uD83D\\ude00é", tape.raw(0));
  }

  @Test
  void aByteOrderMarkIsNoBlank() {
    assertFalse(read("\uFEFF[]"));
  }

  /** RFC 8259 sets no limit to numbers; Gson gives up at its buffer's 1,024 characters. */
  @Test
  void aLongNumberIsANumber() {
    String number = "1".repeat(2_000);
    assertTrue(read("[" + number + "]"));
    assertEquals(number, tape.raw(1));
    assertTrue(Json.read(("[" + number + "]").getBytes(UTF_8), DEPTH_MAX).isEmpty());
  }

  /** RFC 8259, section 8.2: the grammar allows them. Gson's strict mode does not. */
  @Test
  void aLoneSurrogateIsACharacter() {
    byte[] line = "[\"a\\ud800b\"]".getBytes(US_ASCII);
    assertTrue(tape.read(line, 0, line.length));
    assertEquals("a\ud800b", tape.string(1));
    assertThrows(Json.UnpairedSurrogateException.class, () -> Json.read(line, DEPTH_MAX));
  }

  @Test
  void nestingEndsAtTheLimit() {
    assertTrue(read("[".repeat(8) + "1" + "]".repeat(8)));
    assertFalse(read("[".repeat(9) + "]".repeat(9)));
    assertTrue(read("{\"a\":".repeat(8) + "1" + "}".repeat(8)));
    assertFalse(read("{\"a\":".repeat(9) + "1" + "}".repeat(9)));
  }

  private boolean read(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return tape.read(bytes, 0, bytes.length);
  }
}
