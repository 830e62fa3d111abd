package io.stratumj.testkit.conformance.probe;

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
import java.util.OptionalInt;

/**
 * One line of the pool's that is a JSON object. Not changed by anybody.
 *
 * @param line the line as it came
 * @param json the object
 */
public record Message(String line, JsonObject json) {
  /** The line, read as strictly as RFC 8259 wants it; empty if it is not one object. */
  public static Optional<Message> parse(String line) {
    try (JsonReader reader = new JsonReader(new StringReader(line))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT || !element.isJsonObject()) {
        return Optional.empty();
      }
      return Optional.of(new Message(line, element.getAsJsonObject()));
    } catch (JsonParseException | IOException notJson) {
      return Optional.empty();
    }
  }

  /** Whether it answers something: it has a result or an error, and no method. */
  public boolean isReply() {
    return !json.has("method") && (json.has("result") || json.has("error"));
  }

  /** The id as it is written; {@code null} if there is none. */
  public String id() {
    return member("id").toString();
  }

  /** The method; empty in a reply. */
  public String method() {
    return member("method") instanceof JsonPrimitive name && name.isString()
        ? name.getAsString()
        : "";
  }

  /** The parameters; an empty array if they are none. */
  public JsonArray params() {
    return member("params") instanceof JsonArray array ? array : new JsonArray();
  }

  /** The result; JSON null if there is none. */
  public JsonElement result() {
    return member("result");
  }

  /** The error; JSON null if there is none. */
  public JsonElement error() {
    return member("error");
  }

  /** Whether the answer is plainly yes: {@code true} and no error. */
  public boolean isTrue() {
    return result() instanceof JsonPrimitive yes
        && yes.isBoolean()
        && yes.getAsBoolean()
        && error().isJsonNull();
  }

  /** Whether the answer is no: an error in any of the shapes pools use, or {@code false}. */
  public boolean isRefusal() {
    boolean saysFalse =
        result() instanceof JsonPrimitive no && no.isBoolean() && !no.getAsBoolean();
    return isReply() && (!error().isJsonNull() || saysFalse || json.has("reject-reason"));
  }

  /**
   * The number of the error: of {@code [20,"text",null]}, of {@code {"code":20}}, or of {@code
   * "20:text"}; empty if it has none.
   */
  public OptionalInt errorCode() {
    JsonElement error = error();
    if (error instanceof JsonArray array && !array.isEmpty()) {
      return integer(array.get(0));
    }
    if (error instanceof JsonObject object) {
      return object.has("code") ? integer(object.get("code")) : OptionalInt.empty();
    }
    if (error instanceof JsonPrimitive text && text.getAsString().matches("-?[0-9]{1,5}:.*")) {
      return OptionalInt.of(Integer.parseInt(text.getAsString().split(":", 2)[0]));
    }
    return OptionalInt.empty();
  }

  private JsonElement member(String name) {
    JsonElement value = json.get(name);
    return value == null ? JsonNull.INSTANCE : value;
  }

  private static OptionalInt integer(JsonElement element) {
    return element instanceof JsonPrimitive number
            && number.isNumber()
            && number.getAsString().matches("-?[0-9]{1,9}")
        ? OptionalInt.of(number.getAsInt())
        : OptionalInt.empty();
  }
}
