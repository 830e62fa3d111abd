package io.stratumj.examples;

import static io.stratumj.testkit.assertions.StratumAssertions.assertThat;

import io.stratumj.api.work.RejectReason;
import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.Solution;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.accounting.AccountingOracle;
import io.stratumj.testkit.accounting.LedgerEntry;
import io.stratumj.testkit.junit.StratumExtension;
import io.stratumj.testkit.junit.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a pool is tested with JUnit 5: a server for each test, miners as parameters. */
class MyPoolTest {
  private final ManualJobSource jobs = new ManualJobSource();
  private final RecordingSink shares = new RecordingSink();

  @RegisterExtension
  final StratumExtension<StratumServer> pool =
      StratumExtension.of(this::server, StratumServer::start, StratumServer::address);

  private StratumServer server() {
    jobs.publishClean(TestJobs.next());
    return StratumServer.builder(jobs, Authorizer.acceptAll())
        .bind("127.0.0.1", 0)
        .difficulty(DifficultyPolicy.fixed(0.0001))
        .shareSink(shares)
        .build();
  }

  @Test
  void aShareCountsOnce(@Worker("alice.rig1") MockMiner miner) {
    Solution share = miner.takeJob().solve();
    assertThat(miner.submit(share)).isAccepted();
    assertThat(miner.submit(share)).isRefused(RejectReason.DUPLICATE);
    assertThat(shares).hasShares(1).credits("alice.rig1", 0.0001);
  }

  @Test
  void aNewBlockReachesEveryMiner(
      @Worker("alice.rig1") MockMiner alice, @Worker("bob.rig1") MockMiner bob) {
    MinerJob old = alice.takeJob();
    bob.takeJob();
    jobs.publishClean(TestJobs.next());
    assertThat(alice.takeJob()).isClean();
    assertThat(bob.takeJob()).isClean();
    assertThat(alice.submit(old.solve())).isRefused(RejectReason.STALE);
  }

  @Test
  void theBooksAgreeWithWhatTheMinerWasTold(@Worker("alice.rig1") MockMiner miner) {
    MinerJob job = miner.takeJob();
    miner.submit(job.solve());
    miner.submit(job.miss());
    AccountingOracle oracle = AccountingOracle.ofEverything();
    oracle.witness("alice", miner.transcript());
    shares.shares().forEach(share -> oracle.recorded(LedgerEntry.of(share)));
    oracle.verify();
  }
}
