package io.stratumj.testkit.swarm.line;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.stratumj.api.work.VersionMask;
import io.stratumj.testkit.mining.HeaderTemplate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A line that does not come often, read as a tree. Every method throws IllegalArgumentException if
 * the line does not say what is asked of it. Immutable.
 */
public final class RareLine {
  private final JsonObject object;

  private RareLine(JsonObject object) {
    this.object = object;
  }

  /** Reads a line. */
  public static RareLine parse(String line) {
    try {
      if (JsonParser.parseString(line) instanceof JsonObject object) {
        return new RareLine(object);
      }
      throw new IllegalArgumentException("no JSON object: " + line);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("no JSON: " + line, e);
    }
  }

  /** The method; empty for a reply. */
  public String method() {
    return object.has("method") ? text(object.get("method"), "method") : "";
  }

  /** The id as it is written; {@code null} if there is none. */
  public String idJson() {
    JsonElement id = object.get("id");
    return id == null ? "null" : id.toString();
  }

  /** The id if it is a whole number; else -1. */
  public long id() {
    return idJson().matches("[0-9]{1,18}") ? Long.parseLong(idJson()) : -1;
  }

  /** Whether the result of a reply is {@code true}. */
  public boolean isResultTrue() {
    return object.get("result") != null && object.get("result").toString().equals("true");
  }

  /** The error of a reply as it is written; empty if there is none. */
  public String error() {
    JsonElement error = object.get("error");
    return error == null || error.isJsonNull() ? "" : error.toString();
  }

  /** The params' first text; empty if there is none. */
  public String text() {
    return object.get("params") instanceof JsonArray params && !params.isEmpty()
        ? params.get(0).toString()
        : "";
  }

  /** What a subscribe reply gives. */
  public Extranonces subscription() {
    if (object.get("result") instanceof JsonArray result && result.size() >= 3) {
      return new Extranonces(text(result.get(1), "extranonce1"), number(result.get(2)));
    }
    throw new IllegalArgumentException("no subscription: " + object);
  }

  /** What a set_extranonce gives. */
  public Extranonces setExtranonce() {
    JsonArray params = params(2);
    return new Extranonces(text(params.get(0), "extranonce1"), number(params.get(1)));
  }

  /** What a set_difficulty says; positive. */
  public double setDifficulty() {
    JsonElement value = params(1).get(0);
    double difficulty = value.isJsonPrimitive() ? value.getAsDouble() : 0;
    if (!(difficulty > 0) || Double.isInfinite(difficulty)) {
      throw new IllegalArgumentException("a difficulty of " + value);
    }
    return difficulty;
  }

  /** The mask a set_version_mask tells. */
  public VersionMask setVersionMask() {
    return VersionMask.fromHex(text(params(1).get(0), "mask"));
  }

  /** The mask a configure reply grants; absent if versions may not be rolled. */
  public Optional<VersionMask> grantedMask() {
    if (object.get("result") instanceof JsonObject result
        && result.has("version-rolling.mask")
        && result.get("version-rolling") != null
        && result.get("version-rolling").toString().equals("true")) {
      return Optional.of(VersionMask.fromHex(text(result.get("version-rolling.mask"), "mask")));
    }
    return Optional.empty();
  }

  /** The job of a notify. */
  public HeldJob job() {
    JsonArray params = params(9);
    HeaderTemplate template =
        new HeaderTemplate(
            digits(params.get(1), 64),
            hex(params.get(2)),
            hex(params.get(3)),
            branches(params.get(4)),
            digits(params.get(5), 8),
            digits(params.get(6), 8));
    return new HeldJob(
        text(params.get(0), "job id"),
        Integer.parseUnsignedInt(digits(params.get(7), 8), 16),
        params.get(8).toString().equals("true"),
        template,
        HeldJob.Token.of(params.get(0).toString()));
  }

  private JsonArray params(int least) {
    if (object.get("params") instanceof JsonArray params && params.size() >= least) {
      return params;
    }
    throw new IllegalArgumentException("fewer than " + least + " params: " + object);
  }

  private static List<String> branches(JsonElement element) {
    if (!(element instanceof JsonArray array)) {
      throw new IllegalArgumentException("the merkle branches are no array");
    }
    List<String> branches = new ArrayList<>();
    array.forEach(branch -> branches.add(digits(branch, 64)));
    return branches;
  }

  private static String digits(JsonElement element, int count) {
    String digits = hex(element);
    if (digits.length() != count) {
      throw new IllegalArgumentException(count + " hex digits wanted, not " + digits);
    }
    return digits;
  }

  private static String hex(JsonElement element) {
    String digits = text(element, "hex");
    if (digits.length() % 2 != 0 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("no hex: " + digits);
    }
    return digits;
  }

  private static int number(JsonElement element) {
    try {
      return element.getAsBigDecimal().intValueExact();
    } catch (ArithmeticException | NumberFormatException | UnsupportedOperationException e) {
      throw new IllegalArgumentException("no whole number: " + element, e);
    }
  }

  private static String text(JsonElement element, String what) {
    if (element != null && element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()) {
      return element.getAsString();
    }
    throw new IllegalArgumentException(what + " is no string: " + element);
  }
}
