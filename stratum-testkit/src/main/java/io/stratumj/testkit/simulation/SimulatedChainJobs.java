package io.stratumj.testkit.simulation;

import io.stratumj.api.work.Job;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.template.JobFactory;
import io.stratumj.testkit.chain.SimulatedChain;
import io.stratumj.testkit.chain.SimulatedJobSource;

/**
 * The node's side: blocks of others, reorganizations, new transactions, and outages during which
 * nothing is heard of any of it. <em>Confined to the simulation's thread.</em>
 */
final class SimulatedChainJobs implements JobSink {
  private static final int OUTAGE_SECONDS_MAX = 300;
  private static final int REFRESH_SECONDS = 45;

  private final SimulationContext context;
  private final SimulatedChain chain;
  private final SimulatedJobSource source;
  private final JobSink pool;

  private boolean silent;
  private boolean missedTip;

  SimulatedChainJobs(
      SimulationContext context, SimulatedChain chain, JobFactory factory, JobSink pool) {
    this.context = context;
    this.chain = chain;
    this.source = SimulatedJobSource.of(chain, factory);
    this.pool = pool;
  }

  void start() {
    source.start(this);
  }

  /** What may happen in one second. */
  void second() {
    SimulationOptions options = context.options();
    if (context.perHour(options.blocksPerHour())) {
      chain.mineBlock();
    }
    if (context.troubled() && context.perHour(options.reorganizationsPerHour())) {
      if (context.random().nextInt(3) == 0) {
        chain.invalidateTip();
      } else {
        chain.reorganize(1 + context.random().nextInt(3));
      }
    }
    if (context.agenda().second() % REFRESH_SECONDS == 0) {
      chain.receiveTransactions(1 + context.random().nextInt(3));
      source.refresh();
    }
    if (context.troubled() && !silent && context.perHour(options.outagesPerHour())) {
      silent = true;
      context.happened("outage");
      pool.unavailable("simulated outage");
      context.agenda().in(1 + context.random().nextInt(OUTAGE_SECONDS_MAX), this::endOutage);
    }
  }

  /** The node answers again. */
  void endOutage() {
    if (silent) {
      silent = false;
      source.refresh();
    }
  }

  @Override
  public void publish(Job job) {
    if (!silent) {
      forward(job, missedTip);
    }
  }

  @Override
  public void publishClean(Job job) {
    if (silent) {
      missedTip = true;
    } else {
      forward(job, true);
    }
  }

  @Override
  public void unavailable(String reason) {
    pool.unavailable(reason);
  }

  private void forward(Job job, boolean clean) {
    missedTip = false;
    context.observers().tell(check -> check.published(job, clean));
    if (clean) {
      pool.publishClean(job);
    } else {
      pool.publish(job);
    }
  }
}
