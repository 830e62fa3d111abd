package io.stratumj.testkit.personas.line;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a program keeps of a subscribe reply.
 *
 * @param sessionId the name beside {@code mining.notify}, to resume by; empty if there is none
 * @param extranonce1 hex
 * @param extranonce2Size bytes
 */
public record SubscribeReply(String sessionId, String extranonce1, int extranonce2Size) {
  /** Reads a reply; empty if it is unusable: an error, or no result of the right shape. */
  public static Optional<SubscribeReply> read(PoolMessage reply) {
    if (!(reply.result() instanceof JsonArray result) || result.size() < 3) {
      return Optional.empty();
    }
    Optional<String> extranonce1 = PoolMessage.text(result.get(1));
    if (!reply.hasNoError() || extranonce1.isEmpty() || !isSize(result.get(2))) {
      return Optional.empty();
    }
    if (!isHex(extranonce1.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new SubscribeReply(sessionId(result.get(0)), extranonce1.get(), result.get(2).getAsInt()));
  }

  /** Insists on a size the program can work with. */
  public SubscribeReply withSizeIn(int least, int most, PoolMessage reply) {
    if (extranonce2Size < least || extranonce2Size > most) {
      throw new Breach(
          Rule.EXTRANONCE2_SIZE,
          reply.line(),
          "needs an extranonce2 of " + least + " to " + most + " bytes");
    }
    return this;
  }

  /** Whether the subscriptions are pairs of names in a list, as the strictest parsers want. */
  public static boolean hasNestedPairs(PoolMessage reply) {
    return reply.result() instanceof JsonArray result
        && result.size() == 3
        && result.get(0) instanceof JsonArray pairs
        && pairs.asList().stream().allMatch(SubscribeReply::isPair);
  }

  private static boolean isPair(JsonElement element) {
    return element instanceof JsonArray pair
        && pair.size() == 2
        && PoolMessage.text(pair.get(0)).isPresent()
        && PoolMessage.text(pair.get(1)).isPresent();
  }

  private static String sessionId(JsonElement subscriptions) {
    if (subscriptions instanceof JsonArray pairs) {
      for (JsonElement pair : pairs) {
        if (isPair(pair)
            && pair.getAsJsonArray().get(0).getAsString().equalsIgnoreCase("mining.notify")) {
          return pair.getAsJsonArray().get(1).getAsString();
        }
      }
    }
    return "";
  }

  private static boolean isSize(JsonElement element) {
    if (!PoolMessage.isNumber(element)) {
      return false;
    }
    BigDecimal size = element.getAsBigDecimal();
    return size.stripTrailingZeros().scale() <= 0
        && size.compareTo(BigDecimal.ONE) >= 0
        && size.compareTo(BigDecimal.valueOf(100)) <= 0;
  }

  private static boolean isHex(String text) {
    try {
      return HexFormat.of().parseHex(text).length > 0;
    } catch (IllegalArgumentException notHex) {
      return false;
    }
  }
}
