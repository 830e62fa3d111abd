package io.stratumj.testkit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.stratumj.api.message.RequestId;
import java.util.Optional;

/**
 * The little JSON a miner needs, on Gson's tree: nothing of it is shared with the server's codec.
 * Stateless.
 */
final class Json {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private Json() {}

  /** A request line, without its end, the members in the order most miners write. */
  static String request(RequestId id, String method, Object... params) {
    return "{\"id\":"
        + (id.expectsReply() ? id.json() : "null")
        + ",\"method\":"
        + GSON.toJson(method)
        + ",\"params\":"
        + GSON.toJson(params)
        + "}";
  }

  /** A reply line, without its end. */
  static String reply(RequestId id, String result) {
    return "{\"id\":" + id.json() + ",\"result\":" + GSON.toJson(result) + ",\"error\":null}";
  }

  static boolean isNumber(JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  static boolean isString(JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isString();
  }

  /** The text of a string; absent if the element is anything else. */
  static Optional<String> text(JsonElement element) {
    return isString(element) ? Optional.of(element.getAsString()) : Optional.empty();
  }
}
