package io.stratumj.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.VersionMask;
import io.stratumj.testkit.mining.HeaderTemplate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Understands a pool's lines one after the other, and remembers what real miners remember: what a
 * difficulty, extranonce or mask is when the next notify comes. A reply is recognised by its shape,
 * not by its id, as Bitaxe does it: so it works for requests that a test writes by hand.
 *
 * <p><em>Confined to the miner's thread.</em>
 */
final class PoolLineReader {
  /** What {@link io.stratumj.api.work.Difficulty} can hold. */
  private static final BigDecimal DIFFICULTY_MIN = new BigDecimal("1e-15");

  private static final BigDecimal DIFFICULTY_MAX = new BigDecimal("1e30");
  private static final BigDecimal EXTRANONCE2_SIZE_MAX = BigDecimal.valueOf(100);
  private static final String NOTIFY = "mining.notify";

  private final MiningAlgorithm algorithm;
  private final SolutionCounter solutions = new SolutionCounter();
  private BigDecimal difficulty = BigDecimal.ONE;
  private Optional<Subscription> subscription = Optional.empty();
  private Optional<VersionMask> mask = Optional.empty();

  /** A reader for a miner of double SHA-256. */
  PoolLineReader() {
    this(MiningAlgorithm.SHA256D);
  }

  /** A reader for a miner that hashes with this. */
  PoolLineReader(MiningAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  /** The difficulty told last; 1 until told, as for real miners. */
  BigDecimal difficulty() {
    return difficulty;
  }

  Optional<Subscription> subscription() {
    return subscription;
  }

  Optional<VersionMask> versionMask() {
    return mask;
  }

  /** What the line says; {@link PoolLine.Garbled} if that is nothing a miner understands. */
  PoolLine read(String line) {
    try {
      JsonElement element = JsonParser.parseString(line);
      if (!(element instanceof JsonObject object)) {
        return new PoolLine.Garbled(line, "no JSON object");
      }
      if (!object.has("method")) {
        return reply(Reply.of(line, object));
      }
      String method = required(Json.text(object.get("method")), "method");
      JsonArray params = params(object);
      return method.equals(NOTIFY)
          ? job(line, params)
          : notification(new Notification(line, id(object), method, params));
    } catch (JsonParseException | IllegalArgumentException | ArithmeticException e) {
      return new PoolLine.Garbled(line, String.valueOf(e.getMessage()));
    }
  }

  private Reply reply(Reply reply) {
    if (reply.resultTree() instanceof JsonArray result && result.size() >= 3) {
      Optional<String> extranonce1 = Json.text(result.get(1));
      if (extranonce1.isPresent() && Json.isNumber(result.get(2))) {
        String sessionId = sessionId(result.get(0));
        int size = extranonce2Size(result.get(2).getAsBigDecimal());
        subscription = Optional.of(new Subscription(sessionId, hex(extranonce1.get()), size));
      }
    } else if (reply.resultTree() instanceof JsonObject result
        && result.has("version-rolling.mask")) {
      boolean rolling = result.has("version-rolling") && isTrue(result.get("version-rolling"));
      mask =
          rolling ? Json.text(result.get("version-rolling.mask")).map(VersionMask::fromHex) : mask;
    }
    return reply;
  }

  private Notification notification(Notification said) {
    switch (said.method()) {
      case "mining.set_difficulty" -> difficulty = difficulty(said.number(0));
      case "mining.set_version_mask" -> mask = Optional.of(VersionMask.fromHex(said.text(0)));
      case "mining.set_extranonce" -> {
        String extranonce1 = hex(said.text(0));
        int size = extranonce2Size(said.number(1));
        subscription = subscription.map(old -> old.withExtranonce(extranonce1, size));
      }
      default -> {}
    }
    return said;
  }

  private MinerJob job(String line, JsonArray params) {
    if (params.size() < 9) {
      throw new IllegalArgumentException("a notify of " + params.size() + " params");
    }
    HeaderTemplate template =
        new HeaderTemplate(
            digits(params, 1, 64),
            hex(text(params, 2)),
            hex(text(params, 3)),
            branches(params.get(4)),
            digits(params, 5, 8),
            digits(params, 6, 8));
    int nTime = Integer.parseUnsignedInt(digits(params, 7, 8), 16);
    if (!isBoolean(params.get(8))) {
      throw new IllegalArgumentException("params[8] of a notify is no boolean");
    }
    return new MinerJob(
        line,
        text(params, 0),
        template,
        nTime,
        params.get(8).getAsBoolean(),
        new Assignment(difficulty, subscription, mask, algorithm, solutions),
        0);
  }

  private static List<String> branches(JsonElement element) {
    if (!(element instanceof JsonArray array)) {
      throw new IllegalArgumentException("the merkle branches are no array");
    }
    List<String> branches = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      branches.add(digits(array, i, 64));
    }
    return branches;
  }

  /** The id of the notify subscription, else of the first one that has any. */
  private static String sessionId(JsonElement subscriptions) {
    String found = "";
    if (subscriptions instanceof JsonArray array) {
      for (JsonElement element : array) {
        if (element instanceof JsonArray pair && pair.size() == 2) {
          String id = Json.text(pair.get(1)).orElse("");
          boolean isNotify = Json.text(pair.get(0)).orElse("").equals(NOTIFY);
          found = isNotify || found.isEmpty() ? id : found;
        }
      }
    }
    return found;
  }

  private static RequestId id(JsonObject object) {
    JsonElement id = object.get("id");
    return id == null || id.isJsonNull() ? RequestId.NONE : new RequestId(id.toString());
  }

  private static JsonArray params(JsonObject object) {
    JsonElement params = object.get("params");
    if (params == null || params.isJsonNull()) {
      return new JsonArray();
    }
    if (params instanceof JsonArray array) {
      return array;
    }
    throw new IllegalArgumentException("params is no array");
  }

  private static BigDecimal difficulty(BigDecimal number) {
    if (number.compareTo(DIFFICULTY_MIN) < 0 || number.compareTo(DIFFICULTY_MAX) > 0) {
      throw new IllegalArgumentException("a difficulty of " + number);
    }
    return number;
  }

  private static int extranonce2Size(BigDecimal number) {
    if (number.signum() <= 0 || number.compareTo(EXTRANONCE2_SIZE_MAX) > 0) {
      throw new IllegalArgumentException("an extranonce2 of " + number + " bytes");
    }
    return number.toBigIntegerExact().intValue();
  }

  private static String digits(JsonArray array, int index, int count) {
    String text = hex(text(array, index));
    if (text.length() != count) {
      throw new IllegalArgumentException(
          "element " + index + " has " + text.length() + " hex digits, not " + count);
    }
    return text;
  }

  private static String text(JsonArray array, int index) {
    return required(Json.text(array.get(index)), "element " + index);
  }

  private static String hex(String text) {
    if (text.length() % 2 != 0 || !text.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("not an even number of hex digits: " + text);
    }
    return text;
  }

  private static String required(Optional<String> text, String what) {
    return text.orElseThrow(() -> new IllegalArgumentException(what + " is no string"));
  }

  private static boolean isTrue(JsonElement element) {
    return isBoolean(element) && element.getAsBoolean();
  }

  private static boolean isBoolean(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isBoolean();
  }
}
