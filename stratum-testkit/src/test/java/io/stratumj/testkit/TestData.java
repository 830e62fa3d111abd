package io.stratumj.testkit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The recorded data beside these tests. */
final class TestData {
  private TestData() {}

  /** Known answers: real shares with their headers, targets of difficulties, compact bits. */
  static JsonObject vectors() {
    return JsonParser.parseString(text("vectors.json")).getAsJsonObject();
  }

  /** Lines that real pools of many makers wrote. */
  static List<String> poolLines() {
    return text("pool-lines.txt").lines().toList();
  }

  /**
   * A recorded session of a real miner with a pool: {@code seconds DIR line}.
   *
   * @param name of the session
   */
  static List<String> session(String name) {
    return text("session-" + name + ".txt").lines().map(String::strip).toList();
  }

  private static String text(String name) {
    try (InputStream stream = TestData.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
