package io.stratumj.testkit.conformance.report;

import io.stratumj.testkit.conformance.report.CaseResult.Verdict;
import java.util.List;
import java.util.Locale;

/** A conformance report for a person at a terminal. Stateless. */
public final class TextReport {
  private static final String ROW = "%-12s %11s %11s %11s %9s%n";

  private TextReport() {}

  /** One line about one result, for showing progress. */
  public static String line(CaseResult result) {
    String line =
        "%-8s %-6s %s"
            .formatted(word(result), result.requirement().level(), result.requirement().slug());
    return result.verdict() == Verdict.SKIPPED ? line + ": " + result.reason() : line;
  }

  /** The failures, each explained, then the table by chapter, then what it comes to. */
  public static String of(ConformanceReport report, boolean strict) {
    StringBuilder text = new StringBuilder();
    for (CaseResult result : report.results()) {
      if (result.verdict() == Verdict.FAILED && result.requirement().level() != Level.MAY) {
        text.append(result.explanation()).append('\n');
      }
    }
    text.append(String.format(Locale.ROOT, ROW, "chapter", "MUST", "SHOULD", "MAY", "skipped"));
    report.chapters().forEach(name -> text.append(row(name, report.chapter(name))));
    text.append(row("all", report));
    text.append('\n').append(conclusion(report, strict)).append('\n');
    return text.toString();
  }

  /** What is asked, for {@code --list}. */
  public static String list(List<Requirement> requirements) {
    StringBuilder text = new StringBuilder();
    for (Requirement one : requirements) {
      text.append("%-10s %s%n".formatted(one.level(), one.slug()));
      text.append("           ").append(one.sentence()).append(System.lineSeparator());
      text.append("           source: ").append(one.source()).append(System.lineSeparator());
      text.append(
          one.level() == Level.UNTESTABLE ? "           why: " : "           accepts too: ");
      text.append(one.accepts()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String word(CaseResult result) {
    return switch (result.verdict()) {
      case PASSED -> "ok";
      case SKIPPED -> "skipped";
      case FAILED -> result.requirement().level() == Level.MAY ? "absent" : "FAILED";
    };
  }

  private static String row(String name, ConformanceReport report) {
    long skipped = report.results().stream().filter(r -> r.verdict() == Verdict.SKIPPED).count();
    return String.format(
        Locale.ROOT,
        ROW,
        name,
        cell(report, Level.MUST),
        cell(report, Level.SHOULD),
        cell(report, Level.MAY),
        skipped);
  }

  private static String cell(ConformanceReport report, Level level) {
    long passed = report.count(level, Verdict.PASSED);
    long failed = report.count(level, Verdict.FAILED);
    return passed + failed == 0 ? "-" : passed + " of " + (passed + failed);
  }

  private static String conclusion(ConformanceReport report, boolean strict) {
    int failures = report.failures(strict).size();
    String what = strict ? "MUST and SHOULD" : "MUST";
    String judged =
        failures == 0
            ? "conforms: every %s that was looked at holds".formatted(what)
            : "does not conform: %d %s failed".formatted(failures, what);
    return String.format(
        Locale.ROOT, "%s %s (%.1f s)", report.pool(), judged, report.took().toMillis() / 1e3);
  }
}
