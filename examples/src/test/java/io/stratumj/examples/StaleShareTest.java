package io.stratumj.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.RejectReason;
import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.TestJobs;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a pool is tested: jobs by hand, a miner that mines, and an assertion on its answer. */
class StaleShareTest {
  private final ManualJobSource jobs = new ManualJobSource();
  private final StratumServer pool =
      StratumServer.builder(jobs, Authorizer.acceptAll())
          .bind("127.0.0.1", 0)
          .difficulty(DifficultyPolicy.fixed(0.0001))
          .build();

  @BeforeEach
  void start() throws IOException {
    jobs.publishClean(TestJobs.next());
    pool.start();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void staleShareIsRefused() {
    try (var miner = MockMiner.connect(pool.address())) {
      miner.subscribe().authorize("alice.rig1", "x");
      MinerJob old = miner.takeJob();
      jobs.publishClean(TestJobs.next());
      miner.takeJob();
      assertEquals(RejectReason.STALE, miner.submit(old.solve()).reason());
    }
  }
}
