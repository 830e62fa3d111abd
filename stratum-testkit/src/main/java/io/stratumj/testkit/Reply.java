package io.stratumj.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.stratumj.api.message.RequestId;
import java.util.Optional;
import java.util.OptionalInt;

/** The answer to a request, of whatever method. Immutable. */
public final class Reply implements PoolLine {
  private final String line;
  private final JsonElement id;
  private final JsonElement result;
  private final JsonElement error;

  private Reply(String line, JsonElement id, JsonElement result, JsonElement error) {
    this.line = line;
    this.id = id;
    this.result = result;
    this.error = error;
  }

  static Reply of(String line, JsonObject object) {
    return new Reply(line, member(object, "id"), member(object, "result"), member(object, "error"));
  }

  @Override
  public String line() {
    return line;
  }

  /** The id, as JSON text; {@link RequestId#NULL} if it is null or missing. */
  public RequestId id() {
    return new RequestId(id.toString());
  }

  /** The result as compact JSON text: {@code true}, {@code null}, {@code {"info":true}}. */
  public String result() {
    return result.toString();
  }

  /** Whether the result is {@code true} and there is no error. */
  public boolean isTrue() {
    return result().equals("true") && !isError();
  }

  /** Whether the error is anything but null. */
  public boolean isError() {
    return !error.isJsonNull();
  }

  /** The code of an error that is an array with a number in front, as it has to be. */
  public OptionalInt errorCode() {
    return error instanceof JsonArray array && !array.isEmpty() && Json.isNumber(array.get(0))
        ? OptionalInt.of(array.get(0).getAsInt())
        : OptionalInt.empty();
  }

  /** The text of an error that is an array with a string in the second place. */
  public Optional<String> errorMessage() {
    return error instanceof JsonArray array && array.size() > 1
        ? Json.text(array.get(1))
        : Optional.empty();
  }

  /** The error as compact JSON text; {@code null} if there is none. */
  public String error() {
    return error.toString();
  }

  JsonElement resultTree() {
    return result;
  }

  /** The line. */
  @Override
  public String toString() {
    return line;
  }

  private static JsonElement member(JsonObject object, String name) {
    return object.has(name) ? object.get(name) : JsonNull.INSTANCE;
  }
}
