package io.stratumj.testkit.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines as JSON objects. Several watchers read each line of a conversation, and a pool says one
 * long line, the job, to thousands of miners in a row: so each thread remembers the line it read
 * last and the long one it read last, and these are parsed once and held once. What is read is
 * shared, and not to be changed. <em>Thread-safe.</em>
 */
public final class JsonLines {
  private static final int LONG = 200;
  private static final ThreadLocal<JsonLines> OF_THREAD = ThreadLocal.withInitial(JsonLines::new);

  private Read last = Read.NOTHING;
  private Read lastLong = Read.NOTHING;

  private record Read(String line, Optional<JsonObject> object) {
    private static final Read NOTHING = new Read("", Optional.empty());
  }

  private JsonLines() {}

  /** The object in the line; empty if it is none. */
  public static Optional<JsonObject> read(String line) {
    JsonLines lines = OF_THREAD.get();
    return line.length() < LONG ? lines.readShort(line) : lines.readLong(line);
  }

  /** An id as it stands in its line, a string in its quotes; "null" if there is none. */
  public static String id(@Nullable JsonElement id) {
    return id instanceof JsonPrimitive primitive && primitive.isNumber()
        ? primitive.getAsString()
        : String.valueOf(id);
  }

  private Optional<JsonObject> readShort(String line) {
    if (!line.equals(last.line)) {
      last = new Read(line, parse(line));
    }
    return last.object;
  }

  private Optional<JsonObject> readLong(String line) {
    if (!line.equals(lastLong.line)) {
      lastLong = new Read(line, parse(line));
    }
    return lastLong.object;
  }

  private static Optional<JsonObject> parse(String line) {
    try {
      return JsonParser.parseString(line) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }
}
