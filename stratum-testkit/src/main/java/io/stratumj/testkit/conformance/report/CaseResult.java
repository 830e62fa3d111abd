package io.stratumj.testkit.conformance.report;

import java.time.Duration;
import java.util.List;

/**
 * How one case went. Immutable.
 *
 * @param requirement what was asked
 * @param verdict how it went
 * @param reason why it was skipped; empty otherwise
 * @param expected every outcome that would have been right; empty unless it failed
 * @param actual what was seen instead; empty unless it failed
 * @param transcript what went over the case's connections; empty unless it failed
 * @param took how long it took
 */
public record CaseResult(
    Requirement requirement,
    Verdict verdict,
    String reason,
    List<String> expected,
    String actual,
    String transcript,
    Duration took) {

  /** Copies the list. */
  public CaseResult {
    expected = List.copyOf(expected);
  }

  /** How a case went. */
  public enum Verdict {
    /** What was seen is right. */
    PASSED,
    /** What was seen is not right. */
    FAILED,
    /** The case was not run, for the reason given. */
    SKIPPED
  }

  /** A case that was right. */
  public static CaseResult passed(Requirement requirement, Duration took) {
    return new CaseResult(requirement, Verdict.PASSED, "", List.of(), "", "", took);
  }

  /** A case that was not run. */
  public static CaseResult skipped(Requirement requirement, String reason) {
    return new CaseResult(requirement, Verdict.SKIPPED, reason, List.of(), "", "", Duration.ZERO);
  }

  /** A case that was not right. */
  public static CaseResult failed(
      Requirement requirement,
      List<String> expected,
      String actual,
      String transcript,
      Duration took) {
    return new CaseResult(requirement, Verdict.FAILED, "", expected, actual, transcript, took);
  }

  /**
   * Whether this result makes a pool fail: a MUST that was not right, under strict a SHOULD too.
   */
  public boolean isFailure(boolean strict) {
    Level level = requirement.level();
    return verdict == Verdict.FAILED && (level == Level.MUST || (strict && level == Level.SHOULD));
  }

  /** The failure for a person: requirement, what was expected, what came, and the transcript. */
  public String explanation() {
    StringBuilder text = new StringBuilder();
    text.append(requirement.slug()).append("  [").append(requirement.level()).append("]\n");
    text.append("  requirement: ").append(requirement.sentence()).append('\n');
    text.append("  source:      ").append(requirement.source()).append('\n');
    String mark = "  expected:    ";
    for (String outcome : expected) {
      text.append(mark).append(outcome).append('\n');
      mark = "           or: ";
    }
    text.append("  actual:      ").append(actual).append('\n');
    if (!transcript.isEmpty()) {
      text.append(transcript.indent(4));
    }
    return text.toString();
  }
}
