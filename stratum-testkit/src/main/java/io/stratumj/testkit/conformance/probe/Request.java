package io.stratumj.testkit.conformance.probe;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Request lines as miners write them. Stateless. */
public final class Request {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private Request() {}

  /** Any request; id and parameters are JSON as it is to be written. */
  public static String of(String id, String method, String params) {
    return "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  /** A subscribe with a user agent. */
  public static String subscribe(String id) {
    return of(id, "mining.subscribe", "[\"stratum-conformance/1.0\"]");
  }

  /** An authorize. */
  public static String authorize(String id, String user, String password) {
    return of(id, "mining.authorize", array(user, password));
  }

  /** A configure that asks for version rolling with a mask. */
  public static String versionRolling(String id, String mask) {
    return of(
        id,
        "mining.configure",
        "[[\"version-rolling\"],{\"version-rolling.mask\":"
            + GSON.toJson(mask)
            + ",\"version-rolling.min-bit-count\":2}]");
  }

  /** A JSON array of strings. */
  public static String array(String... elements) {
    return GSON.toJson(elements);
  }

  /** A JSON string. */
  public static String quoted(String text) {
    return GSON.toJson(text);
  }
}
