package io.stratumj.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.conformance.PoolOverTcp.Day;
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
    Day day = day(mutant);
    try (PoolOverTcp pool = PoolOverTcp.open(mutant.breakage(), day)) {
      ConformanceReport report = look(pool, mutant.caughtBy() + "," + mutant.missedBy(), day);
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
    assertAllPassed(Day.PLAIN, caughtOn(Day.PLAIN));
  }

  @Test
  void rightPoolPassesWhatNeedsABlock() throws IOException {
    assertAllPassed(Day.OF_BLOCKS, caughtOn(Day.OF_BLOCKS) + ",jobs/new-block*,errors/stale*");
  }

  @Test
  void rightPoolPassesWhatNeedsTime() throws IOException {
    assertAllPassed(Day.IN_A_HURRY, caughtOn(Day.IN_A_HURRY));
  }

  /** But for what takes minutes of the miner's own time. */
  private static String caughtOn(Day day) {
    return Arrays.stream(Mutant.values())
        .filter(mutant -> day(mutant) == day && mutant != Mutant.DROPS_THE_QUIET)
        .map(Mutant::caughtBy)
        .collect(Collectors.joining(","));
  }

  private static void assertAllPassed(Day day, String cases) throws IOException {
    try (PoolOverTcp pool = PoolOverTcp.open(() -> new Breakage() {}, day)) {
      for (CaseResult result : look(pool, cases, day).results()) {
        assertTrue(
            result.verdict() == Verdict.PASSED, () -> result.explanation() + result.reason());
      }
    }
  }

  private static Day day(Mutant mutant) {
    return switch (mutant) {
      case STALE_ACCEPTED, NEW_BLOCK_NOT_CLEAN, JOB_IDS_REUSED -> Day.OF_BLOCKS;
      case HEARS_NO_SECOND_SUGGESTION, TWO_JOBS_ONLY, DROPS_THE_QUIET -> Day.IN_A_HURRY;
      default -> Day.PLAIN;
    };
  }

  private static ConformanceReport look(PoolOverTcp pool, String cases, Day day) {
    Conformance suite =
        Conformance.against(pool.address())
            .refusing(PoolOverTcp.REFUSED)
            .timeout(Duration.ofSeconds(1))
            .only(cases);
    return switch (day) {
      case PLAIN -> suite.run();
      case OF_BLOCKS -> suite.newBlockEvery(BLOCKS).run();
      case IN_A_HURRY -> suite.slowly().run();
    };
  }
}
