package io.stratumj.testkit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class LineBufferProperties {
  /** F1, from the miner's side: how bytes are cut makes no difference. */
  @Property
  void linesAreTheSameForEveryWayOfCuttingTheBytes(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int pieceBytes) {
    LineBuffer buffer = new LineBuffer();
    List<String> lines = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += pieceBytes) {
      buffer.append(ByteBuffer.wrap(bytes, from, Math.min(pieceBytes, bytes.length - from)));
      Optional<String> line = buffer.nextLine();
      while (line.isPresent()) {
        lines.add(line.get());
        line = buffer.nextLine();
      }
    }
    lines.add(buffer.rest());
    assertEquals(List.of(text.split("\r?\n", -1)), lines);
    assertEquals(0, buffer.size());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("\n\r\na\u00e9{").ofMaxLength(3_000);
  }
}
