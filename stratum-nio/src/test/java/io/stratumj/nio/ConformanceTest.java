package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.vardiff.Vardiff;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.conformance.Conformance;
import io.stratumj.testkit.conformance.report.CaseResult;
import io.stratumj.testkit.conformance.report.CaseResult.Verdict;
import io.stratumj.testkit.conformance.report.Level;
import io.stratumj.testkit.conformance.report.Requirement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The server does all that the conformance suite asks of a pool: every MUST, SHOULD and MAY. */
class ConformanceTest {
  private static final String USER = "alice.rig1";
  private static final String REFUSED = "mallory.rig1";
  private static final String NEED_BLOCKS = "jobs/new-block*,submit/stale,errors/stale*";
  private static final Duration BLOCKS = Duration.ofMillis(500);

  /** So that the test need not wait for changes of difficulty. */
  private static final SessionLimits QUICK_CHANGES =
      SessionLimits.builder().difficultyDelay(Duration.ZERO).build();

  private final ManualJobSource jobs = new ManualJobSource();
  private StratumServer server;

  @BeforeEach
  void startServer() throws IOException {
    Authorizer allButOne =
        (credentials, session) ->
            CompletableFuture.completedFuture(
                credentials.worker().toString().equals(REFUSED)
                    ? Authorization.denied("unknown")
                    : Authorization.allowed());
    jobs.publishClean(TestJobs.next());
    server =
        StratumServer.builder(jobs, allButOne)
            .name("conformance")
            .bind("127.0.0.1", 0)
            .loops(2)
            .difficulty(Vardiff.startingAt(1e-7))
            .protocol(protocol -> protocol.limits(QUICK_CHANGES))
            .build();
    server.start();
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyMustAndShouldHolds() {
    return suite().strictly().dynamicTests();
  }

  @Test
  void everythingOptionalIsOffered() {
    String optional =
        Conformance.requirements().stream()
            .filter(requirement -> requirement.level() == Level.MAY)
            .map(Requirement::slug)
            .collect(Collectors.joining(","));
    assertAllPassed(suite().only(optional).run().results());
  }

  @Test
  void whatNeedsANewBlockHolds() {
    ScheduledExecutorService chain = Executors.newSingleThreadScheduledExecutor();
    long millis = BLOCKS.toMillis();
    var unused =
        chain.scheduleAtFixedRate(
            () -> jobs.publishClean(TestJobs.next()), millis, millis, TimeUnit.MILLISECONDS);
    try {
      assertAllPassed(suite().only(NEED_BLOCKS).newBlockEvery(BLOCKS).run().results());
    } finally {
      chain.shutdownNow();
    }
  }

  private Conformance suite() {
    return Conformance.against(server.address())
        .as(USER, "x")
        .refusing(REFUSED)
        .timeout(Duration.ofSeconds(10));
  }

  private static void assertAllPassed(List<CaseResult> results) {
    for (CaseResult result : results) {
      assertEquals(Verdict.PASSED, result.verdict(), () -> result.explanation() + result.reason());
    }
  }
}
