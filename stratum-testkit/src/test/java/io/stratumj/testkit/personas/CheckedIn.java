package io.stratumj.testkit.personas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table that is checked in, so that what users are told is what was seen. */
final class CheckedIn {
  private CheckedIn() {}

  /** The lines of a table; none if there is no such file. */
  static List<String> lines(String name) {
    try (InputStream stream = CheckedIn.class.getResourceAsStream(name)) {
      return stream == null
          ? List.of()
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what was seen to where it can be looked at, and copied from if it is right. */
  static void seen(String name, List<String> lines) {
    try {
      Path file = Files.createDirectories(Path.of("target", "seen")).resolve(name);
      Files.writeString(file, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
