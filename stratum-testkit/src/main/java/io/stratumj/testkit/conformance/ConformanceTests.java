package io.stratumj.testkit.conformance;

import io.stratumj.testkit.conformance.report.CaseResult;
import io.stratumj.testkit.conformance.report.Requirement;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes tests of JUnit Jupiter of cases: apart, so that all else works without JUnit. Stateless.
 */
final class ConformanceTests {
  private ConformanceTests() {}

  static DynamicTest of(Requirement requirement, Supplier<CaseResult> run, boolean strict) {
    return DynamicTest.dynamicTest(requirement.slug(), () -> judge(run.get(), strict));
  }

  private static void judge(CaseResult result, boolean strict) {
    if (result.isFailure(strict)) {
      Assertions.fail(result.explanation());
    }
    switch (result.verdict()) {
      case PASSED -> {}
      case SKIPPED -> Assumptions.abort(result.reason());
      case FAILED ->
          Assumptions.abort(
              "not done, which counts only for who is strict: " + result.explanation());
    }
  }
}
