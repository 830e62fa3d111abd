package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.report.ConnectionCounts;
import io.stratumj.testkit.swarm.report.GeneratorUsage;
import io.stratumj.testkit.swarm.report.JobWave;
import io.stratumj.testkit.swarm.report.Measured;
import io.stratumj.testkit.swarm.report.MischiefCounts;
import io.stratumj.testkit.swarm.report.Percentiles;
import io.stratumj.testkit.swarm.report.ServerUsage;
import io.stratumj.testkit.swarm.report.SubmitCounts;
import io.stratumj.testkit.swarm.report.SwarmReport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Collects what has to be looked at in certain moments of a run, and makes the report of it.
 * <em>Confined to the swarm's thread</em>, whose CPU time it asks for.
 */
final class Figures {
  private final SwarmRun run;
  private final ServerProcesses server;
  private final List<Long> gatheringNanos = new ArrayList<>();
  private final long rssBefore;
  private final Optional<Long> cpuBefore;
  private Optional<Long> gatheringCpu = Optional.empty();
  private int ready;
  private long rssReady;
  private long rssAfter;
  private Optional<Moment> begin = Optional.empty();
  private Optional<Moment> end = Optional.empty();

  /** What is used so far, at one moment. */
  private record Moment(
      long nanos, long ownCpuNanos, long threadCpuNanos, Optional<Long> serverCpuNanos) {}

  Figures(SwarmRun run) {
    this.run = run;
    this.server = new ServerProcesses(run.options().serverPids());
    this.rssBefore = server.rssBytes();
    this.cpuBefore = server.cpuNanos();
  }

  /** Miners come and go, and are never gathered. */
  void churning() {
    rssReady = rssBefore;
    gatheringCpu = difference(cpuBefore, server.cpuNanos());
  }

  /** All miners are ready, or have had their time. */
  void gathered(long nanos) {
    if (gatheringNanos.isEmpty()) {
      ready = run.readyCount();
      rssReady = server.rssBytes();
      gatheringCpu = difference(cpuBefore, server.cpuNanos());
    }
    gatheringNanos.add(nanos);
  }

  /** Measuring begins. */
  void begin() {
    begin = Optional.of(moment());
    run.tally().measure();
  }

  /** Measuring is over. */
  void end() {
    run.tally().stopMeasuring();
    end = Optional.of(moment());
    rssAfter = server.rssBytes();
  }

  SwarmReport report(List<JobWave> waves) {
    Moment last = end.or(() -> begin).orElseGet(this::moment);
    Moment first = begin.orElse(last);
    long nanos = last.nanos() - first.nanos();
    long threadCpu = last.threadCpuNanos() - first.threadCpuNanos();
    Optional<Long> cpu = difference(first.serverCpuNanos(), last.serverCpuNanos());
    Optional<ServerUsage> usage =
        gatheringCpu.flatMap(
            gathering ->
                cpu.map(load -> new ServerUsage(gathering, load, rssBefore, rssReady, rssAfter)));
    return new SwarmReport(
        words(),
        connections(),
        percentiles(run.tally().handshakes()),
        submits(run.tally()),
        measured(nanos),
        waves,
        new GeneratorUsage(
            last.ownCpuNanos() - first.ownCpuNanos(),
            threadCpu,
            nanos == 0 ? 0 : (double) threadCpu / nanos,
            run.spins()),
        usage,
        mischief());
  }

  static Percentiles percentiles(Histogram histogram) {
    if (histogram.getTotalCount() == 0) {
      return new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);
    }
    return new Percentiles(
        histogram.getTotalCount(),
        histogram.getMinValue(),
        histogram.getMean(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getMaxValue());
  }

  private ConnectionCounts connections() {
    return new ConnectionCounts(
        (int) run.miners().stream().filter(SwarmMiner::isHonest).count(),
        ready,
        connections(true),
        run.failed(),
        run.lost(),
        gatheringNanos,
        run.firstProblem());
  }

  private Optional<MischiefCounts> mischief() {
    int miners = (int) run.miners().stream().filter(miner -> !miner.isHonest()).count();
    return miners == 0
        ? Optional.empty()
        : Optional.of(new MischiefCounts(miners, connections(false), submits(run.mischiefTally())));
  }

  private long connections(boolean honest) {
    return run.miners().stream()
        .filter(miner -> miner.isHonest() == honest)
        .mapToLong(SwarmMiner::connections)
        .sum();
  }

  private static SubmitCounts submits(Tally tally) {
    return new SubmitCounts(
        tally.submittedSoFar(),
        tally.acceptedSoFar(),
        tally.refusedSoFar(),
        tally.unansweredSoFar(),
        tally.errors(),
        tally.unexpectedSoFar(),
        tally.garbledSoFar());
  }

  private Measured measured(long nanos) {
    Tally tally = run.tally();
    return new Measured(
        nanos,
        tally.answersMeasured(),
        tally.acceptedMeasured(),
        tally.notifiesMeasured(),
        tally.cyclesMeasured(),
        percentiles(tally.latency()),
        percentiles(tally.lateness()));
  }

  private String words() {
    return run.options().load() + " of " + run.options().miners() + " miners";
  }

  private Moment moment() {
    Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return new Moment(
        System.nanoTime(),
        own.toNanos(),
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
        server.cpuNanos());
  }

  private static Optional<Long> difference(Optional<Long> before, Optional<Long> after) {
    return before.flatMap(from -> after.map(to -> to - from));
  }
}
