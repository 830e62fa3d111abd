package io.stratumj.testkit.simulation;

import com.google.gson.JsonObject;
import io.stratumj.testkit.simulation.checks.Check;
import io.stratumj.testkit.simulation.checks.Connection;
import io.stratumj.testkit.simulation.checks.Finding;
import io.stratumj.testkit.wire.JsonLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  private Optional<Connection> speaker = Optional.empty();

  /** Who had spoken last when the first rule was broken, and the length of the transcript then. */
  private Optional<Connection> suspect = Optional.empty();

  private int suspectLines;

  void add(Check check) {
    checks.add(check);
  }

  void said(Connection connection, String line, long nowNanos) {
    lines++;
    speaker = Optional.of(connection);
    digest.add(nowNanos, connection.number(), '>', line);
    JsonObject message = parse(line);
    tell(check -> check.said(connection, line, message));
  }

  /** Answers what was heard: an empty object if it is none. */
  JsonObject heard(Connection connection, String line, long nowNanos) {
    lines++;
    digest.add(nowNanos, connection.number(), '<', line);
    JsonObject message = parse(line);
    tell(check -> check.heard(connection, line, message));
    return message;
  }

  /** Something that went over no wire. */
  void happened(String event, long nowNanos) {
    digest.add(nowNanos, 0, '#', event);
  }

  void tell(Consumer<Check> event) {
    for (Check check : checks) {
      event.accept(check);
      if (suspect.isEmpty() && check.hasFindings()) {
        suspect = speaker;
        suspectLines = speaker.map(who -> who.transcript().entries().size()).orElse(0);
      }
    }
  }

  /**
   * What explains the findings best: the shortest of those on a connection, else what was said by
   * whoever spoke last before the first.
   */
  Optional<Excerpt> excerpt() {
    List<Finding> all = findings();
    Optional<Excerpt> shortest =
        all.stream()
            .flatMap(
                finding ->
                    finding.connection().stream()
                        .map(
                            where ->
                                Excerpt.of(
                                    where.name(),
                                    where.transcript(),
                                    finding.linesThen(),
                                    finding)))
            .min(Comparator.comparingInt(excerpt -> excerpt.lines().size()));
    return shortest.or(
        () ->
            suspect.map(
                who ->
                    Excerpt.of(
                        who.name() + ", who spoke last before it",
                        who.transcript(),
                        suspectLines,
                        all.get(0))));
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
  private static JsonObject parse(String line) {
    return JsonLines.read(line).orElse(NOTHING);
  }
}
