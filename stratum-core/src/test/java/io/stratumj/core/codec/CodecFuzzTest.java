package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real miners said, and what fuzzing made of it that reaches code nothing else does. */
class CodecFuzzTest {
  @ParameterizedTest
  @MethodSource("inputs")
  void anInputThatWasWorthKeepingIsHarmless(Path input) throws IOException {
    CodecFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
  }

  @Test
  void inputsWereKept() throws IOException, URISyntaxException {
    assertTrue(inputs().size() > 10);
  }

  private static List<Path> inputs() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(CodecFuzzTest.class.getResource("fuzz")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
