package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines real miners send, each with what it must be read as: see {@code miner-lines.txt}. */
class RealMinersTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("minerLines")
  void aRealLineIsUnderstood(String who, String line, String expected) {
    assertEquals(expected, Lines.readAndDescribe(line), who);
  }

  @Test
  void theTableHoldsLinesOfManyMiners() throws IOException {
    assertTrue(minerLines().count() > 60);
  }

  /** Only the lines, for tests that want to break them. */
  static List<String> lines() throws IOException {
    return minerLines().map(row -> (String) row.get()[1]).toList();
  }

  private static Stream<Arguments> minerLines() throws IOException {
    List<Arguments> rows = new ArrayList<>();
    String who = "";
    String line = "";
    for (String text : resource("miner-lines.txt")) {
      if (text.startsWith("# ")) {
        who = text.substring(2);
      } else if (text.startsWith("= ")) {
        rows.add(Arguments.of(who, line, text.substring(2)));
      } else {
        line = text;
      }
    }
    return rows.stream();
  }

  static List<String> resource(String name) throws IOException {
    try (InputStream in = RealMinersTest.class.getResourceAsStream(name);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
