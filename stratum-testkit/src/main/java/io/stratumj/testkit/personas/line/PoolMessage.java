package io.stratumj.testkit.personas.line;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;

/**
 * A line of the pool as a JSON object: a reply, or a call with a method. Immutable as long as
 * nobody changes the tree.
 */
public final class PoolMessage {
  private final String line;
  private final JsonObject object;

  private PoolMessage(String line, JsonObject object) {
    this.line = line;
    this.object = object;
  }

  /** Reads a line; empty if it is not one strictly written JSON object. */
  public static Optional<PoolMessage> read(String line) {
    JsonReader reader = new JsonReader(new StringReader(line));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement element = JsonParser.parseReader(reader);
      return element instanceof JsonObject object && reader.peek() == JsonToken.END_DOCUMENT
          ? Optional.of(new PoolMessage(line, object))
          : Optional.empty();
    } catch (JsonParseException | IOException notJson) {
      return Optional.empty();
    }
  }

  /** The line. */
  public String line() {
    return line;
  }

  /** Whether there is such a member, null or not. */
  public boolean has(String member) {
    return object.has(member);
  }

  /** A member; JSON null if there is none. */
  public JsonElement get(String member) {
    return object.has(member) ? object.get(member) : JsonNull.INSTANCE;
  }

  /** Whether this calls a method, and is no reply. */
  public boolean isCall() {
    return text(get("method")).isPresent();
  }

  /** The method; empty in a reply. */
  public String method() {
    return text(get("method")).orElse("");
  }

  /** The parameters; none if they are no array. */
  public JsonArray params() {
    return get("params") instanceof JsonArray array ? array : new JsonArray();
  }

  /** One parameter; JSON null if there are not so many. */
  public JsonElement param(int index) {
    JsonArray params = params();
    return index < params.size() ? params.get(index) : JsonNull.INSTANCE;
  }

  /** The id as JSON; {@code null} if there is none. */
  public String id() {
    return get("id").toString();
  }

  /** What a reply says. */
  public JsonElement result() {
    return get("result");
  }

  /** What a reply complains about. */
  public JsonElement error() {
    return get("error");
  }

  /** Whether the result is {@code true}. */
  public boolean isTrue() {
    return isTrue(result());
  }

  /** Whether there is no error and the result is not {@code false}: enough for most logins. */
  public boolean isNoRefusal() {
    return hasNoError() && !result().equals(new JsonPrimitive(false));
  }

  /** Whether there is nothing to complain about. */
  public boolean hasNoError() {
    return error().isJsonNull();
  }

  /** Whether the error is code, text and null. */
  public boolean isErrorArray() {
    return error() instanceof JsonArray array
        && array.size() == 3
        && isNumber(array.get(0))
        && text(array.get(1)).isPresent()
        && array.get(2).isJsonNull();
  }

  /** Code and text of the error, as far as they are there. */
  public String errorText() {
    return error() instanceof JsonArray array && array.size() > 1
        ? array.get(0) + " " + text(array.get(1)).orElse("?")
        : error().toString();
  }

  /** The text of a string; empty if the element is anything else. */
  public static Optional<String> text(JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isString()
        ? Optional.of(primitive.getAsString())
        : Optional.empty();
  }

  /** Whether the element is a number. */
  public static boolean isNumber(JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  /** Whether the element is {@code true}. */
  public static boolean isTrue(JsonElement element) {
    return element instanceof JsonPrimitive primitive
        && primitive.isBoolean()
        && primitive.getAsBoolean();
  }

  /** The line. */
  @Override
  public String toString() {
    return line;
  }
}
