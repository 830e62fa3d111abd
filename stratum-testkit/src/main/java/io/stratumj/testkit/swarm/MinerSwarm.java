package io.stratumj.testkit.swarm;

import io.stratumj.testkit.swarm.engine.SwarmOptions;
import io.stratumj.testkit.swarm.engine.SwarmRun;
import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.report.SwarmReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of miners on one thread, against any Stratum v1 server: what a pool is loaded with, and
 * what its answers are counted by.
 *
 * <pre>{@code
 * SwarmReport report =
 *     MinerSwarm.against(pool.address(), Load.closedLoop(16))
 *         .miners(1_000)
 *         .duration(Duration.ofSeconds(5))
 *         .build()
 *         .run();
 * assertEquals(report.submits().sent(), report.submits().accepted());
 * }</pre>
 *
 * <p>A run connects all miners, has them do what the {@link Load} says, warms up, measures, waits
 * for the answers that are missing, and resets all connections. It is bounded by time, on request
 * by a number of submits as well.
 *
 * <p>The shares are made up and not mined. Each is different, well formed, and valid if the
 * server's difficulty is one that every hash meets: up to 2.3e-10. At any other a server refuses
 * them as low, which is a load too.
 *
 * <p>{@link #run} blocks; {@link #stop} may be called by any thread.
 */
public final class MinerSwarm {
  private final SwarmOptions options;
  private @Nullable SwarmRun running;
  private boolean used;
  private boolean stopped;

  MinerSwarm(SwarmOptions options) {
    this.options = options;
  }

  /** A swarm to be told more of. Its server may be any, but should be yours. */
  public static SwarmBuilder against(InetSocketAddress server, Load load) {
    return new SwarmBuilder(server, load);
  }

  /**
   * Runs once, on the caller's thread, until it is over.
   *
   * @throws IOException if this process has no descriptor left to begin with. What goes wrong with
   *     connections is in the report
   * @throws IllegalStateException if it was called before
   */
  public SwarmReport run() throws IOException {
    return begin().run();
  }

  /** Has the run end soon, with a report of what was done so far. Idempotent. */
  public synchronized void stop() {
    stopped = true;
    if (running != null) {
      running.stop();
    }
  }

  private synchronized SwarmRun begin() throws IOException {
    if (used) {
      throw new IllegalStateException("a swarm runs once");
    }
    used = true;
    SwarmRun run = new SwarmRun(options);
    running = run;
    if (stopped) {
      run.stop();
    }
    return run;
  }
}
