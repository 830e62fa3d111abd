package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC F3, H3, O4: what peers say, fit to be shown. */
class PeerTextTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(20),
        Arbitraries.strings()
            .withChars("a\\\n\u001b\u007f\u0085\u200b\u202e\u2066\u2028\ufeff\ud83d\ude00\ue000é")
            .ofMaxLength(20));
  }

  @Test
  void harmlessTextIsLeftAlone() {
    String text = "NerdOCTAXE-γ/BM1370 (日本) \uD83D\uDE00 \"quoted\" \\back\\";
    assertSame(text, PeerText.escape(text, 256));
    assertEquals("", PeerText.escape("", 256));
  }

  @Test
  void halfAPairIsEscapedAlsoWhereTheTextIsCut() {
    assertEquals("\\udf00", PeerText.escape("\udf00", 256));
    assertEquals("\\ud83d", PeerText.escape("\ud83d", 256));
    assertEquals("a\\ud83d", PeerText.escape("a\ud83d\ude00", 2));
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\u0000', '\n', '\r', '\t', '\u001b', '\u007f', '\u0085', '\u009b', '\u00ad', '\u061c',
        '\u200b', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202e', '\u2066', '\u2069',
        '\ufeff', '\ud800', '\udc00', '\ue000', '\uffff'
      })
  void aHarmfulCharacterIsWrittenAsItsNumber(char c) {
    assertEquals(String.format("a\\u%04xb", (int) c), PeerText.escape("a" + c + "b", 256));
  }

  @Test
  void textIsCutBeforeItIsEscaped() {
    assertEquals("abc", PeerText.escape("abcdef", 3));
    assertEquals("a\\u000ab", PeerText.escape("a\nbcd", 3));
    assertEquals("", PeerText.escape("abc", 0));
  }

  @Test
  void aPairCutInTwoIsNoPair() {
    assertEquals("a\\ud83d", PeerText.escape("a\uD83D\uDE00", 2));
    assertEquals("a\uD83D\uDE00", PeerText.escape("a\uD83D\uDE00", 3));
    assertEquals("\\ud83d\uD83D\uDE00\\ude00", PeerText.escape("\uD83D\uD83D\uDE00\uDE00", 4));
  }

  @Property(tries = 3_000)
  void whatComesOutIsOneLineOfWellFormedText(
      @ForAll("texts") String text, @ForAll @IntRange(min = 0, max = 24) int lengthMax) {
    String escaped = PeerText.escape(text, lengthMax);
    assertTrue(escaped.length() <= 6 * lengthMax);
    assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(escaped));
    for (int i = 0; i < escaped.length(); i++) {
      int type = Character.getType(escaped.charAt(i));
      assertTrue(
          type != Character.CONTROL
              && type != Character.FORMAT
              && type != Character.LINE_SEPARATOR
              && type != Character.PARAGRAPH_SEPARATOR,
          escaped);
    }
    assertEquals(escaped, PeerText.escape(escaped, escaped.length()), "escaping again");
  }
}
