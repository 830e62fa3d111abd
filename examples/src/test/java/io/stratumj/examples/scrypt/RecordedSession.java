package io.stratumj.examples.scrypt;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a real miner (cpuminer), a pool and a real node (litecoind) said to each other, line by
 * line. Immutable.
 */
record RecordedSession(List<Line> lines) {
  /** Who said a line. */
  enum Speaker {
    MINER,
    POOL,
    NODE
  }

  /** One line of it; the node's are notes such as {@code submitblock height=109 id=… -> null}. */
  record Line(double seconds, Speaker speaker, String text) {
    /** Whether it is this method's. */
    boolean calls(String method) {
      return speaker != Speaker.NODE && text.contains("\"method\": \"" + method + "\"");
    }

    /** Whether the pool says true or false of a share: cpuminer numbers all its submits 4. */
    boolean judgesShare() {
      return speaker == Speaker.POOL && text.startsWith("{\"id\": 4");
    }

    JsonObject json() {
      return JsonParser.parseString(text).getAsJsonObject();
    }
  }

  /** The session of this name, from the file beside the tests. */
  static RecordedSession load(String name) {
    String file = "session-" + name + ".txt";
    try (InputStream in = RecordedSession.class.getResourceAsStream(file)) {
      String text =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      return new RecordedSession(text.lines().map(RecordedSession::line).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line with this method. */
  Line first(String method) {
    return lines.stream().filter(line -> line.calls(method)).findFirst().orElseThrow();
  }

  /** What the pool said of every share, in order. */
  List<JsonObject> verdicts() {
    return lines.stream().filter(Line::judgesShare).map(Line::json).toList();
  }

  /** The names of the blocks the node took, in order. */
  List<String> blocks() {
    return lines.stream()
        .filter(line -> line.speaker() == Speaker.NODE && line.text().endsWith("-> null"))
        .map(line -> line.text().replaceAll(".* id=([0-9a-f]{64}) .*", "$1"))
        .toList();
  }

  /** The job a notify announced. */
  static Job job(Line notify) {
    JsonArray params = notify.json().getAsJsonArray("params");
    return new Job(
        parent(params.get(1).getAsString()),
        Bytes.fromHex(params.get(2).getAsString()),
        Bytes.fromHex(params.get(3).getAsString()),
        8,
        params.get(4).getAsJsonArray().asList().stream()
            .map(JsonElement::getAsString)
            .map(Bytes::fromHex)
            .toList(),
        Integer.parseUnsignedInt(params.get(5).getAsString(), 16),
        Integer.parseUnsignedInt(params.get(6).getAsString(), 16),
        Integer.parseUnsignedInt(params.get(7).getAsString(), 16),
        0,
        Optional.empty());
  }

  /** Undoes the reversal of each 4-byte word. */
  private static Hash256 parent(String wire) {
    StringBuilder internal = new StringBuilder();
    for (int at = 0; at < wire.length(); at += 8) {
      internal.append(Bytes.fromHex(wire.substring(at, at + 8)).reversed().toHex());
    }
    return Hash256.fromInternal(Bytes.fromHex(internal.toString()));
  }

  private static Line line(String text) {
    String[] parts = text.strip().split(" ", 3);
    Speaker speaker =
        switch (parts[1]) {
          case "C>" -> Speaker.MINER;
          case "S>" -> Speaker.POOL;
          default -> Speaker.NODE;
        };
    return new Line(Double.parseDouble(parts[0]), speaker, parts[2]);
  }
}
