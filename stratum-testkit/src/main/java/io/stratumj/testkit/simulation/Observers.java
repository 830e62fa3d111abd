package io.stratumj.testkit.simulation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.stratumj.testkit.simulation.checks.Check;
import io.stratumj.testkit.simulation.checks.Connection;
import io.stratumj.testkit.simulation.checks.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whom everything is told: the checks, the digest and the counters. <em>Confined to the
 * simulation's thread.</em>
 */
final class Observers {
  private static final JsonObject NOTHING = new JsonObject();

  private final List<Check> checks = new ArrayList<>();
  private final RunDigest digest = new RunDigest();
  private long lines;

  void add(Check check) {
    checks.add(check);
  }

  void said(Connection connection, String line, long nowNanos) {
    lines++;
    digest.add(nowNanos, connection.number(), '>', line);
    JsonObject message = parse(line);
    tell(check -> check.said(connection, line, message));
  }

  void heard(Connection connection, String line, long nowNanos) {
    lines++;
    digest.add(nowNanos, connection.number(), '<', line);
    JsonObject message = parse(line);
    tell(check -> check.heard(connection, line, message));
  }

  /** Something that went over no wire. */
  void happened(String event, long nowNanos) {
    digest.add(nowNanos, 0, '#', event);
  }

  void tell(Consumer<Check> event) {
    checks.forEach(event);
  }

  long lines() {
    return lines;
  }

  String digest() {
    return digest.hex();
  }

  List<Finding> findings() {
    return checks.stream().flatMap(check -> check.findings().stream()).toList();
  }

  /** An empty object for what is none: checks of nonsense need not look at it. */
  static JsonObject parse(String line) {
    try {
      return JsonParser.parseString(line) instanceof JsonObject object ? object : NOTHING;
    } catch (JsonParseException e) {
      return NOTHING;
    }
  }
}
