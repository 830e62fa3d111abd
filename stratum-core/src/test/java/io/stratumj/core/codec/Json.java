package io.stratumj.core.codec;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The naive reference for {@link JsonTape}: a line as a tree, read by Gson. Objects are lists of
 * entries, so that a name that stands twice is seen twice; numbers keep their spelling.
 */
final class Json {
  /** A number as written. */
  record Digits(String text) {}

  /** JSON null; a tree has no null of ours. */
  enum Null {
    NULL
  }

  /**
   * Gson's strict mode is stricter than RFC 8259 in one thing we do not follow: it refuses escapes
   * of surrogates that are not paired, which the grammar allows. Whether the rest of such a line
   * was JSON, Gson does not say.
   */
  static final class UnpairedSurrogateException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Json() {}

  /** The tree, if the bytes are strict JSON in well-formed UTF-8 and not nested too deep. */
  static Optional<Object> read(byte[] bytes, int depthMax) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
    // Gson passes over a byte order mark, which RFC 8259 lets it; a line of ours begins with none.
    return text.startsWith("\uFEFF") ? Optional.empty() : read(text, depthMax);
  }

  /** The value of a line that is known to be JSON. */
  static Object read(String line) {
    return read(line, 255).orElseThrow(() -> new AssertionError("not JSON: " + line));
  }

  private static Optional<Object> read(String text, int depthMax) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(depthMax);
    try {
      Object value = value(reader);
      return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(value) : Optional.empty();
    } catch (MalformedJsonException | EOFException notJson) {
      if (Objects.toString(notJson.getMessage()).startsWith("Unpaired surrogate")) {
        throw new UnpairedSurrogateException();
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonReader reader) throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        List<Object> members = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
          members.add(Map.entry(reader.nextName(), value(reader)));
        }
        reader.endObject();
        return members;
      }
      case BEGIN_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          elements.add(value(reader));
        }
        reader.endArray();
        return elements;
      }
      case STRING -> {
        return reader.nextString();
      }
      case NUMBER -> {
        return new Digits(reader.nextString());
      }
      case BOOLEAN -> {
        return reader.nextBoolean();
      }
      case NULL -> {
        reader.nextNull();
        return Null.NULL;
      }
      default -> throw new MalformedJsonException("nothing here");
    }
  }

  /** The tree a tape holds, by the tape's own word. */
  static Object treeOf(JsonTape tape, int token) {
    return switch (tape.kind(token)) {
      case JsonTape.OBJECT -> {
        List<Object> members = new ArrayList<>();
        for (int key = token + 1; key < tape.next(token); key = tape.next(tape.next(key))) {
          members.add(Map.entry(tape.string(key), treeOf(tape, tape.next(key))));
        }
        yield members;
      }
      case JsonTape.ARRAY -> {
        List<Object> elements = new ArrayList<>();
        for (int i = token + 1; i < tape.next(token); i = tape.next(i)) {
          elements.add(treeOf(tape, i));
        }
        yield elements;
      }
      case JsonTape.STRING -> tape.string(token);
      case JsonTape.NUMBER -> new Digits(tape.raw(token));
      case JsonTape.TRUE -> true;
      case JsonTape.FALSE -> false;
      case JsonTape.NULL -> Null.NULL;
      default -> throw new AssertionError("kind " + tape.kind(token));
    };
  }
}
