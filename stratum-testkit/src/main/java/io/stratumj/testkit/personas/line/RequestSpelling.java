package io.stratumj.testkit.personas.line;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** In which order, and with how many blanks, a program writes its requests. */
public enum RequestSpelling {
  /** {@code {"id": 1, "method": "…", "params": […]}}. */
  SPACED("{\"id\": %1$s, \"method\": %2$s, \"params\": %3$s}", true),
  /** {@code {"id":1,"method":"…","params":[…]}}. */
  COMPACT("{\"id\":%1$s,\"method\":%2$s,\"params\":%3$s}", false),
  /** {@code {"params": […], "id": 1, "method": "…"}}. */
  PARAMS_FIRST("{\"params\": %3$s, \"id\": %1$s, \"method\": %2$s}", true),
  /** {@code {"method": "…", "params": […], "id":4}}. */
  METHOD_FIRST("{\"method\": %2$s, \"params\": %3$s, \"id\":%1$s}", true);

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final String form;
  private final boolean spaced;

  RequestSpelling(String form, boolean spaced) {
    this.form = form;
    this.spaced = spaced;
  }

  /**
   * A line, without its end.
   *
   * @param id the id as JSON
   * @param params strings, numbers, and lists and maps of such
   */
  public String request(String id, String method, List<?> params) {
    return form.formatted(id, GSON.toJson(method), json(params));
  }

  /** A reply with this text. */
  public String reply(String id, String result) {
    return spaced
        ? "{\"id\": " + id + ", \"result\": " + GSON.toJson(result) + ", \"error\": null}"
        : "{\"id\":" + id + ",\"result\":" + GSON.toJson(result) + ",\"error\":null}";
  }

  private String json(Object value) {
    String comma = spaced ? ", " : ",";
    if (value instanceof List<?> list) {
      return list.stream().map(this::json).collect(Collectors.joining(comma, "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      String colon = spaced ? ": " : ":";
      return map.entrySet().stream()
          .map(entry -> json(entry.getKey()) + colon + json(entry.getValue()))
          .collect(Collectors.joining(comma, "{", "}"));
    }
    return value instanceof BigDecimal number ? number.toPlainString() : GSON.toJson(value);
  }
}
