package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.codec.LineDecoder.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("F1, F2: bytes to lines")
class LineDecoderTest {
  private final LineDecoder decoder = new LineDecoder();

  @Test
  void manyLinesMayArriveAtOnce() {
    assertEquals(List.of("one", "two", "three"), feed("one\ntwo\r\nthree\n", 100));
  }

  @Test
  void aLineMayArriveInPieces() {
    assertEquals(List.of(), feed("on", 100));
    assertEquals(List.of(), feed("", 100));
    assertEquals(List.of(), feed("e\r", 100));
    assertEquals(List.of("one", "two"), feed("\ntwo\nth", 100));
    assertEquals(List.of("three"), feed("ree\n", 100));
    assertEquals(0, decoder.heldBytes());
  }

  @Test
  void emptyLinesAreIgnored() {
    assertEquals(List.of("a"), feed("\n\r\n\n\r\na\n\n\r\n", 100));
    assertEquals(List.of(), feed("\r", 100));
    assertEquals(List.of("b"), feed("\nb\n", 100));
  }

  @Test
  void emptyLinesAreCountedUntilMoreIsFed() {
    feed("\n\r\na\n\n", 100);
    assertEquals(3, decoder.emptyLines());
    feed("b\n", 100);
    assertEquals(0, decoder.emptyLines());
    feed("\n", 100);
    decoder.keepInput();
    assertEquals(0, decoder.emptyLines());
  }

  /** A session that is throttled leaves lines unread, and its transport wants its array back. */
  @Test
  void whatIsNotReadYetIsKeptAndMoreIsFedBehindIt() {
    byte[] bytes = "xone\ntwo\nth".getBytes(ISO_8859_1);
    assertFalse(decoder.hasInput());
    decoder.feed(bytes, 1, bytes.length);
    assertTrue(decoder.hasInput());
    assertEquals(Found.LINE, decoder.next(100));
    assertEquals("one", line());
    decoder.keepInput();
    Arrays.fill(bytes, (byte) '!');
    byte[] more = "?ree\nfour\n?".getBytes(ISO_8859_1);
    decoder.feed(more, 1, more.length - 1);
    assertEquals(Found.LINE, decoder.next(100));
    assertEquals("two", line());
    assertEquals(Found.LINE, decoder.next(100));
    assertEquals("three", line());
    assertTrue(decoder.hasInput());
    assertEquals(Found.LINE, decoder.next(100));
    assertEquals("four", line());
    assertFalse(decoder.hasInput());
    assertEquals(Found.NOTHING, decoder.next(100));
  }

  @Test
  void isBetweenLinesWhenAllIsReadAndNoLineHasBegun() {
    assertTrue(decoder.isBetweenLines());
    byte[] bytes = "a\nb".getBytes(ISO_8859_1);
    decoder.feed(bytes, 0, 2);
    assertFalse(decoder.isBetweenLines());
    assertEquals(Found.LINE, decoder.next(100));
    assertTrue(decoder.isBetweenLines());
    decoder.feed(bytes, 2, 3);
    assertEquals(Found.NOTHING, decoder.next(100));
    assertFalse(decoder.isBetweenLines());
  }

  @Test
  void onlyOneCrBeforeTheLfIsDropped() {
    assertEquals(List.of("\r", "a\r", "b\rc", "\rd"), feed("\r\r\na\r\r\nb\rc\n\rd\n", 100));
  }

  @Test
  void otherLineEndsAreNone() {
    assertEquals(List.of("a\u0000b\u0085c\u000bd"), feed("a\u0000b\u0085c\u000bd\n", 100));
  }

  @Test
  void aLineOfExactlyTheLimitIsALine() {
    assertEquals(List.of("12345678"), feed("12345678\n", 8));
    assertEquals(List.of("1234567"), feed("1234567\r\n", 8));
    assertEquals(List.of(), feed("12345678", 8));
    assertEquals(List.of("12345678"), feed("\n", 8));
  }

  @Test
  void aLineOverTheLimitIsTooLongWholeOrNot() {
    assertEquals(List.of("ok", "TOO_LONG"), feed("ok\n123456789\n", 8));
    assertEquals(List.of("ok", "TOO_LONG"), feed("ok\n123456789", 8));
    assertEquals(List.of("TOO_LONG"), feed("12345678\r\n", 8));
    assertEquals(List.of(), feed("1234", 8));
    assertEquals(List.of("TOO_LONG"), feed("56789", 8));
  }

  @Test
  void theLimitMayRiseBetweenTwoLines() {
    byte[] bytes = "1234\n123456\n".getBytes(ISO_8859_1);
    decoder.feed(bytes, 0, bytes.length);
    assertEquals(Found.LINE, decoder.next(4));
    assertEquals(Found.LINE, decoder.next(6));
    assertEquals("123456", line());
    assertEquals(Found.NOTHING, decoder.next(6));
  }

  @Test
  void aWholeLineIsReadWhereItLies() {
    byte[] bytes = "xone\n".getBytes(ISO_8859_1);
    decoder.feed(bytes, 1, bytes.length);
    assertEquals(Found.LINE, decoder.next(100));
    assertSame(bytes, decoder.array());
    assertEquals(1, decoder.from());
    assertEquals(4, decoder.to());
  }

  @Test
  void forgettingDropsTheInputAndTheRest() {
    assertEquals(List.of(), feed("rest", 100));
    byte[] bytes = "of it\nmore\n".getBytes(ISO_8859_1);
    decoder.feed(bytes, 0, bytes.length);
    decoder.forget();
    assertEquals(Found.NOTHING, decoder.next(100));
    assertEquals(List.of("new"), feed("new\n", 100));
  }

  @Test
  void aSlowDripHoldsNoMoreThanTheLimit() {
    for (int i = 0; i < 1_000; i++) {
      assertEquals(List.of(), feed("x", 1_000));
    }
    assertEquals(1_000, decoder.heldBytes());
    assertEquals(List.of("TOO_LONG"), feed("x", 1_000));
    assertEquals(0, decoder.heldBytes());
  }

  private List<String> feed(String text, int limit) {
    List<String> found = new ArrayList<>();
    byte[] bytes = text.getBytes(ISO_8859_1);
    decoder.feed(bytes, 0, bytes.length);
    for (Found next = decoder.next(limit); next != Found.NOTHING; next = decoder.next(limit)) {
      if (next == Found.TOO_LONG) {
        found.add("TOO_LONG");
        break;
      }
      found.add(line());
    }
    return found;
  }

  private String line() {
    return new String(decoder.array(), decoder.from(), decoder.to() - decoder.from(), ISO_8859_1);
  }
}
