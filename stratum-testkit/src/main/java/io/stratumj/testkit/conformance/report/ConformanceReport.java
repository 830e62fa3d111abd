package io.stratumj.testkit.conformance.report;

import io.stratumj.testkit.conformance.report.CaseResult.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * How a pool did. Immutable.
 *
 * @param pool its address, as it was given
 * @param results one for each case, in the order of the chapters
 * @param took how long the whole run took
 */
public record ConformanceReport(String pool, List<CaseResult> results, Duration took) {
  /** Copies the list. */
  public ConformanceReport {
    results = List.copyOf(results);
  }

  /** Whether nothing that matters failed: no MUST, and under strict no SHOULD. */
  public boolean isConformant(boolean strict) {
    return failures(strict).isEmpty();
  }

  /** What makes the pool fail: MUSTs that were not right, under strict SHOULDs too. */
  public List<CaseResult> failures(boolean strict) {
    return results.stream().filter(result -> result.isFailure(strict)).toList();
  }

  /** How many results there are of a verdict at a level. */
  public long count(Level level, Verdict verdict) {
    return results.stream()
        .filter(result -> result.verdict() == verdict && result.requirement().level() == level)
        .count();
  }

  /** The chapters, in order. */
  public List<String> chapters() {
    return results.stream().map(result -> result.requirement().chapter()).distinct().toList();
  }

  /** The part of this report that is about one chapter. */
  public ConformanceReport chapter(String name) {
    return new ConformanceReport(
        pool, results.stream().filter(r -> r.requirement().chapter().equals(name)).toList(), took);
  }
}
