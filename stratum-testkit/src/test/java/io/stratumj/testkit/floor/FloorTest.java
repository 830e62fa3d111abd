package io.stratumj.testkit.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.Solution;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.swarm.MinerSwarm;
import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.report.SwarmReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FloorTest {
  private final TestJobs jobs = TestJobs.sequence().withBranches(12);
  private Floor floor;
  private Thread thread;

  @AfterEach
  void close() throws Exception {
    floor.close();
    thread.join();
  }

  @Test
  void aMinersSharesAreAcceptedAndJudged() throws IOException {
    start(1e-5, 0);
    try (var miner = MockMiner.connect(floor.address())) {
      miner.subscribe().authorize("alice.rig1", "x");
      MinerJob job = miner.takeJob();
      Solution share = job.solve();
      assertTrue(miner.submit(share).isAccepted());
      assertEquals(OptionalInt.of(22), miner.submit(share).code());
      assertEquals(OptionalInt.of(23), miner.submit(job.miss()).code());
      assertTrue(miner.submit(job.solve()).isAccepted());
    }
  }

  @Test
  void aSwarmFindsNothingToComplainOf() throws IOException {
    start(1e-10, 0);
    SwarmReport report =
        MinerSwarm.against(floor.address(), Load.closedLoop(16))
            .miners(20)
            .submitsMax(2_000)
            .duration(Duration.ofSeconds(20))
            .build()
            .run();
    assertEquals(2_000, report.submits().accepted());
    assertEquals("", report.connections().firstProblem());
  }

  @Test
  void theNextJobComes() throws IOException {
    start(1e-10, 50);
    try (var miner = MockMiner.connect(floor.address())) {
      miner.subscribe().authorize("alice.rig1", "x");
      String first = miner.takeJob().jobId();
      assertNotEquals(first, miner.takeJob().jobId());
    }
  }

  private void start(double difficulty, long jobMillis) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    floor = Floor.listen(anyPort, jobs::newTip, Difficulty.of(difficulty), jobMillis);
    thread =
        new Thread(
            () -> {
              try {
                floor.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "floor");
    thread.start();
  }
}
