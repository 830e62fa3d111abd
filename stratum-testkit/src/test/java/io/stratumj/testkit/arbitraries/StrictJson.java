package io.stratumj.testkit.arbitraries;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.stratumj.api.message.ClientRequest;
import io.stratumj.core.codec.RequestReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Two judges of a line that know nothing of the arbitraries: Gson, and the server's own reader. */
final class StrictJson {
  private StrictJson() {}

  /** The document, if the text is exactly one by RFC 8259. */
  static Optional<JsonElement> parse(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(10_000);
      JsonElement element = JsonParser.parseReader(reader);
      return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(element) : Optional.empty();
    } catch (IOException | JsonParseException notStrict) {
      return Optional.empty();
    }
  }

  /** What the server reads. */
  static ClientRequest read(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return new RequestReader().read(bytes, 0, bytes.length, null);
  }

  /** How deep arrays and objects are nested. */
  static int depth(JsonElement element) {
    int deepest = 0;
    if (element.isJsonArray()) {
      for (JsonElement inner : element.getAsJsonArray()) {
        deepest = Math.max(deepest, depth(inner));
      }
      return deepest + 1;
    }
    if (element.isJsonObject()) {
      for (var member : element.getAsJsonObject().entrySet()) {
        deepest = Math.max(deepest, depth(member.getValue()));
      }
      return deepest + 1;
    }
    return 0;
  }
}
