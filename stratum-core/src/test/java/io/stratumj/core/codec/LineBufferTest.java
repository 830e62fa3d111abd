package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.Bytes;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineBufferTest {
  private final LineBuffer buffer = new LineBuffer();

  @Test
  void whatIsAppendedFollowsWhatWas() {
    buffer.raw("{\"a\":").number(-7).raw(",".getBytes(US_ASCII)).hex(0x0bad).hex(Bytes.EMPTY);
    assertEquals("{\"a\":-7,\"00000bad\"\"\"", text());
    assertEquals(buffer.size(), buffer.toBytes().size());
  }

  @Test
  void clearingBeginsAnew() {
    Bytes before = buffer.raw("before").toBytes();
    buffer.clear().raw("after");
    assertEquals("after", text());
    assertEquals("before", new String(before.toByteArray(), US_ASCII));
  }

  @Test
  void growsWithWhatIsAppended() {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      buffer.number(i).string("é").hex(i);
      expected.append(i).append("\"\\u00e9\"").append(String.format("\"%08x\"", i));
    }
    assertEquals(expected.toString(), text());
    buffer.clear().hex(Bytes.of(new byte[200_000]));
    assertEquals('"' + "00".repeat(200_000) + '"', text());
  }

  /** Wherever the array happens to be full, what is appended is there whole. */
  @Test
  void growsAtEveryLengthWhateverIsAppended() {
    String text = "a\"é";
    for (int before = 0; before < 2_100; before++) {
      String filling = "x".repeat(before);
      assertAppends(filling, "123456", full -> full.number(123_456));
      assertAppends(filling, "yz", full -> full.raw("yz".getBytes(US_ASCII)));
      assertAppends(filling, "yz", full -> full.raw("yz"));
      assertAppends(filling, "z", full -> full.raw('z'));
      assertAppends(filling, "\"a\\\"\\u00e9\"", full -> full.string(text));
      assertAppends(filling, "\"plain\"", full -> full.string("plain"));
      assertAppends(filling, "\"00000001\"", full -> full.hex(1));
    }
  }

  @Property
  void aStringIsAsciiAndMeansTheText(@ForAll String text) {
    buffer.clear().raw("[").string(text).raw("]");
    JsonTape tape = new JsonTape(1);
    assertEquals(true, tape.read(buffer.array(), 0, buffer.size()));
    assertEquals(text, tape.string(1));
    assertEquals(true, text().chars().allMatch(c -> c >= 0x20 && c < 0x7f));
  }

  @Property
  void hexIsTheHexOfTheBytes(@ForAll byte[] bytes, @ForAll int word) {
    buffer.clear().hex(Bytes.of(bytes)).hex(word);
    assertEquals(
        '"' + Bytes.of(bytes).toHex() + "\"\"" + String.format("%08x", word) + '"', text());
  }

  @Property
  void aHexDigitIsWhatJavaSays(@ForAll int c) {
    assertEquals(c < 128 ? Character.digit(c, 16) : -1, Hex.digit(c));
    assertEquals(Character.forDigit(c & 15, 16), (char) Hex.lower(c));
  }

  private static void assertAppends(
      String filling, String appended, UnaryOperator<LineBuffer> step) {
    LineBuffer full = step.apply(new LineBuffer().raw(filling));
    assertEquals(filling + appended, new String(full.toBytes().toByteArray(), US_ASCII));
  }

  private String text() {
    return new String(buffer.array(), 0, buffer.size(), US_ASCII);
  }
}
