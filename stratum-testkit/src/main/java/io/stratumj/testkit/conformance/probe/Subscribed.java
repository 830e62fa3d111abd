package io.stratumj.testkit.conformance.probe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;

/**
 * What a subscribe gave. Immutable.
 *
 * @param extranonce1 hex
 * @param extranonce2Size bytes
 * @param sessionId the id paired with {@code mining.notify}; empty if there is none
 */
public record Subscribed(String extranonce1, int extranonce2Size, String sessionId) {
  /**
   * Reads the reply to subscribe.
   *
   * @throws Mismatch if it is none
   */
  public static Subscribed of(Seen seen) {
    Message reply = seen.mustBe(Outcome.SUBSCRIBED).get();
    JsonArray result = reply.result().getAsJsonArray();
    try {
      return new Subscribed(
          result.get(1).getAsString(), result.get(2).getAsInt(), sessionId(result.get(0)));
    } catch (NumberFormatException notSize) {
      throw new Mismatch(java.util.List.of("a number of bytes as the third element"), reply.line());
    }
  }

  private static String sessionId(JsonElement subscriptions) {
    if (subscriptions instanceof JsonArray pairs) {
      for (JsonElement pair : pairs) {
        if (pair instanceof JsonArray two
            && two.size() == 2
            && two.get(0).isJsonPrimitive()
            && two.get(1).isJsonPrimitive()
            && two.get(0).getAsString().equals("mining.notify")) {
          return two.get(1).getAsString();
        }
      }
    }
    return "";
  }
}
