package io.stratumj.testkit.personas;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What becomes of a line of the pool on its way to the miner: other lines, or none. */
interface Change {
  /** A reply that says yes. */
  String TRUE = "\"result\":true,\"error\":null";

  /** A reply that says no. */
  String FAILED = "\"result\":null,\"error\":[20,\"Not supported.\",null]";

  List<String> of(String line);

  static Supplier<Change> always(UnaryOperator<String> change) {
    return () -> line -> List.of(change.apply(line));
  }

  static Supplier<Change> of(Predicate<String> which, UnaryOperator<String> change) {
    return () -> line -> List.of(which.test(line) ? change.apply(line) : line);
  }

  /** Puts a line before some lines. */
  static Supplier<Change> before(Predicate<String> which, String added) {
    return () -> line -> which.test(line) ? List.of(added, line) : List.of(line);
  }

  /** Leaves everything as it is until the first job has come. */
  static Supplier<Change> afterFirstJob(Change change) {
    return () -> new JobCount(1, List::of, change);
  }

  /** Leaves everything as it is after the first job has come. */
  static Supplier<Change> untilFirstJob(Change change) {
    return () -> new JobCount(1, change, List::of);
  }

  /** Another answer to shares. By the second job nothing else is left to be answered. */
  static Supplier<Change> shares(String members) {
    return () -> new JobCount(2, List::of, line -> List.of(line.replace(TRUE, members)));
  }

  static Supplier<Change> difficulty(String value) {
    return of(Change::isDifficulty, line -> line.replaceAll("\\[[0-9.]+]", "[" + value + "]"));
  }

  static Supplier<Change> jobId(String value) {
    return of(
        Change::isNotify,
        line -> line.replaceFirst("\"params\":\\[\"[0-9a-f]+\",", "\"params\":[" + value + ","));
  }

  static Supplier<Change> extranonce2(int bytes) {
    return of(
        Change::isSubscribed,
        line -> line.replaceAll(",\\d+],\"error\"", "," + bytes + "],\"error\""));
  }

  static Supplier<Change> subscriptions(String value) {
    return of(Change::isSubscribed, line -> line.replaceAll("\\[\\[\\[.*]],", "[" + value + ","));
  }

  static Supplier<Change> branches(int count) {
    String many = ("\"" + "ab".repeat(32) + "\",").repeat(count) + "]";
    return of(
        Change::isNotify,
        line -> line.replaceFirst(",\\[\"[0-9a-f]{64}\".*?]", ",[" + many.replace(",]", "]")));
  }

  static Supplier<Change> coinbase(int more) {
    return of(
        Change::isNotify, line -> line.replaceFirst("\",\\[\"", "00".repeat(more) + "\",[\""));
  }

  static String call(String method, String params) {
    return "{\"id\":null,\"method\":\"" + method + "\",\"params\":[" + params + "]}";
  }

  static boolean isNotify(String line) {
    return line.contains("\"mining.notify\",\"params\"");
  }

  static boolean isDifficulty(String line) {
    return line.contains("\"mining.set_difficulty\",\"params\"");
  }

  static boolean isSubscribed(String line) {
    return line.contains("\"result\":[[[");
  }

  static boolean isConfigured(String line) {
    return line.contains("\"result\":{");
  }

  static boolean isReply(String line) {
    return line.contains("\"result\":");
  }

  static boolean isYes(String line) {
    return line.contains(TRUE);
  }

  /** Is one change until so many jobs have come, and another from then on. */
  final class JobCount implements Change {
    private final int jobs;
    private final Change before;
    private final Change after;
    private int come;

    JobCount(int jobs, Change before, Change after) {
      this.jobs = jobs;
      this.before = before;
      this.after = after;
    }

    @Override
    public List<String> of(String line) {
      List<String> changed = (come < jobs ? before : after).of(line);
      come += isNotify(line) ? 1 : 0;
      return changed;
    }
  }
}
