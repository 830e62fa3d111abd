package io.stratumj.examples;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.core.jobs.PollingJobSource;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.core.template.JobFactory;
import io.stratumj.core.vardiff.Vardiff;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.chain.ChainOptions;
import io.stratumj.testkit.chain.SimulatedChain;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The smallest pool: a job source, somebody who decides who may mine, and where things go. */
public final class HelloPool {
  private HelloPool() {}

  /** Serves until it is killed. */
  public static void main(String[] args) throws Exception {
    try (var server = on(3333)) {
      server.start();
      server.awaitTermination();
    }
  }

  static StratumServer on(int port) {
    var node = SimulatedChain.onSystemClock(ChainOptions.defaults().withBits(0x1d200000));
    var factory = JobFactory.payingTo(Bytes.fromHex("0014" + "00".repeat(20)));
    var jobs = PollingJobSource.every(Duration.ofSeconds(30), () -> factory.job(node.template()));
    return StratumServer.builder(jobs, Authorizer.acceptAll())
        .bind("0.0.0.0", port)
        .difficulty(Vardiff.startingAt(0.001))
        .shareSink(HelloPool::record)
        .blockSink(block -> node.blockSink().submit(block).whenComplete((v, e) -> jobs.poll()))
        .build();
  }

  private static CompletionStage<?> record(AcceptedShare share) {
    System.out.println("share " + share.id() + " of difficulty " + share.difficulty());
    return ShareSink.RECORDED; // the miner hears "true" when this stage completes
  }
}
