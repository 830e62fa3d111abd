package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.codec.LineDecoder.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** SPEC F1, F2: the lines are those of the stream, however it is cut. */
class LineDecoderProperties {
  private static final String TOO_LONG = "TOO_LONG";

  /** Streams in which line ends, short lines and long ones are all frequent. */
  @Provide
  Arbitrary<byte[]> streams() {
    return Arbitraries.strings()
        .withChars('\n', '\r', 'a', '\u0000', '\u00ff', '{')
        .ofMaxLength(80)
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @Property(tries = 3_000)
  void everyCuttingGivesTheSameLines(
      @ForAll("streams") byte[] stream,
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 7) Integer> pieces,
      @ForAll @IntRange(min = 0, max = 20) int limit) {
    assertEquals(linesOf(stream, limit), decode(stream, pieces, limit));
  }

  @Property
  void everyByteMayComeAlone(
      @ForAll("streams") byte[] stream, @ForAll @IntRange(min = 0, max = 20) int limit) {
    List<Integer> ones = new ArrayList<>();
    for (int i = 0; i < stream.length; i++) {
      ones.add(1);
    }
    assertEquals(linesOf(stream, limit), decode(stream, ones, limit));
  }

  /** The naive reference: has the whole stream, and splits it. */
  private static List<String> linesOf(byte[] stream, int limit) {
    List<String> lines = new ArrayList<>();
    String[] parts = new String(stream, ISO_8859_1).split("\n", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].length() > limit) {
        lines.add(TOO_LONG);
        return lines;
      }
      String line =
          parts[i].endsWith("\r") ? parts[i].substring(0, parts[i].length() - 1) : parts[i];
      if (i < parts.length - 1 && !line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** Feeds pieces of these sizes, then the rest; each from the middle of a buffer used again. */
  private static List<String> decode(byte[] stream, List<Integer> pieces, int limit) {
    LineDecoder decoder = new LineDecoder();
    List<String> lines = new ArrayList<>();
    byte[] buffer = new byte[stream.length + 2];
    int at = 0;
    for (int i = 0; i <= pieces.size(); i++) {
      int size = stream.length - at;
      if (i < pieces.size()) {
        size = Math.min(size, pieces.get(i));
      }
      Arrays.fill(buffer, (byte) '\n');
      System.arraycopy(stream, at, buffer, 1, size);
      decoder.feed(buffer, 1, 1 + size);
      at += size;
      for (Found found = decoder.next(limit); found != Found.NOTHING; found = decoder.next(limit)) {
        if (found == Found.TOO_LONG) {
          lines.add(TOO_LONG);
          assertEquals(0, decoder.heldBytes());
          return lines;
        }
        lines.add(
            new String(decoder.array(), decoder.from(), decoder.to() - decoder.from(), ISO_8859_1));
      }
      assertTrue(decoder.heldBytes() <= limit, "holds " + decoder.heldBytes());
    }
    return lines;
  }
}
