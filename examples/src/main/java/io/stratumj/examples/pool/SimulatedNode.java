package io.stratumj.examples.pool;

import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.template.JobFactory;
import io.stratumj.testkit.chain.ChainOptions;
import io.stratumj.testkit.chain.SimulatedChain;
import io.stratumj.testkit.chain.SimulatedJobSource;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves a {@link SimulatedChain}: its blocks are the miners' own, and if so wished somebody else's
 * at intervals.
 *
 * <p><em>Thread-safe.</em> Has one daemon thread while it runs, if there is an interval.
 */
final class SimulatedNode implements PoolNode {
  private final SimulatedChain chain;
  private final SimulatedJobSource jobs;
  private final NetworkBits networkBits;
  private final Duration blockInterval;
  private @Nullable ScheduledExecutorService others;

  /**
   * A stand-in on a new chain.
   *
   * @param algorithm how its blocks are proved
   * @param blockInterval after how long somebody else finds a block; zero for never
   */
  SimulatedNode(
      Algorithm algorithm, NetworkBits networkBits, Duration blockInterval, JobFactory factory) {
    this.networkBits = networkBits;
    this.blockInterval = blockInterval;
    chain =
        SimulatedChain.onSystemClock(
            ChainOptions.defaults().withProof(algorithm::proof).withBits(networkBits.compact()));
    jobs = SimulatedJobSource.of(chain, factory);
  }

  @Override
  public synchronized void start(JobSink sink) {
    jobs.start(sink);
    if (!blockInterval.isZero()) {
      others =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "simulated-blocks");
                thread.setDaemon(true);
                return thread;
              });
      ScheduledFuture<?> unused =
          others.scheduleAtFixedRate(
              chain::mineBlock,
              blockInterval.toMillis(),
              blockInterval.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void close() {
    if (others != null) {
      others.shutdownNow();
    }
    jobs.close();
  }

  @Override
  public BlockSink blockSink() {
    return chain.blockSink();
  }

  @Override
  public String description() {
    return "simulated chain at height %d, network bits %s".formatted(chain.height(), networkBits);
  }
}
