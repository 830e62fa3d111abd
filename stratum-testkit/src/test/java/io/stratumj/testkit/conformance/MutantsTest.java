package io.stratumj.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.conformance.report.CaseResult;
import io.stratumj.testkit.conformance.report.CaseResult.Verdict;
import io.stratumj.testkit.conformance.report.ConformanceReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The suite notices what is wrong with a pool: each mutant is caught by the cases it should be. */
class MutantsTest {
  private static final Duration BLOCKS = Duration.ofMillis(700);

  @ParameterizedTest
  @EnumSource
  void mutantIsCaught(Mutant mutant) throws IOException {
    try (PoolOverTcp pool = PoolOverTcp.open(mutant.breakage(), needsBlocks(mutant))) {
      ConformanceReport report =
          look(pool, mutant.caughtBy() + "," + mutant.missedBy(), needsBlocks(mutant));
      Set<String> failed =
          report.results().stream()
              .filter(result -> result.verdict() == Verdict.FAILED)
              .map(result -> result.requirement().slug())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(new TreeSet<>(List.of(mutant.caughtBy().split(","))), failed, report::toString);
    }
  }

  @Test
  void rightPoolPassesWhatMutantsFail() throws IOException {
    String cases =
        Arrays.stream(Mutant.values())
            .filter(mutant -> !needsBlocks(mutant))
            .map(Mutant::caughtBy)
            .collect(Collectors.joining(","));
    try (PoolOverTcp pool = PoolOverTcp.open(() -> new Breakage() {}, false)) {
      ConformanceReport report = look(pool, cases, false);
      assertAllPassed(report.results());
    }
  }

  @Test
  void rightPoolPassesWhatNeedsABlock() throws IOException {
    try (PoolOverTcp pool = PoolOverTcp.open(() -> new Breakage() {}, true)) {
      assertAllPassed(look(pool, "submit/stale,jobs/new-block*,errors/stale*", true).results());
    }
  }

  private static void assertAllPassed(List<CaseResult> results) {
    for (CaseResult result : results) {
      assertTrue(result.verdict() == Verdict.PASSED, () -> result.explanation() + result.reason());
    }
  }

  private static boolean needsBlocks(Mutant mutant) {
    return mutant == Mutant.STALE_ACCEPTED
        || mutant == Mutant.NEW_BLOCK_NOT_CLEAN
        || mutant == Mutant.JOB_IDS_REUSED;
  }

  private static ConformanceReport look(PoolOverTcp pool, String cases, boolean blocks) {
    Conformance suite =
        Conformance.against(pool.address())
            .refusing(PoolOverTcp.REFUSED)
            .timeout(Duration.ofSeconds(1))
            .only(cases);
    return (blocks ? suite.newBlockEvery(BLOCKS) : suite).run();
  }
}
