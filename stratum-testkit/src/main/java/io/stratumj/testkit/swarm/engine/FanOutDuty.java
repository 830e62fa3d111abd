package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.line.HeldJob;
import io.stratumj.testkit.swarm.report.JobWave;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Measures, for every new job, how long after the first miner the others have it. */
final class FanOutDuty implements Duty {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final SwarmRun run;
  private final int wanted;
  private final Map<String, Wave> waves = new LinkedHashMap<>();
  private @Nullable HeldJob latest;
  private @Nullable Wave current;
  private int complete;
  private int triggered;
  private long quietSinceNanos;

  /** One job on its way to everybody. */
  private static final class Wave {
    private final long firstNanos;
    private final Histogram delays = Tally.histogram();

    Wave(long firstNanos) {
      this.firstNanos = firstNanos;
    }
  }

  FanOutDuty(SwarmRun run, int wanted) {
    this.run = run;
    this.wanted = wanted;
    this.quietSinceNanos = run.now();
  }

  @Override
  public void job(HeldJob job) {
    Wave wave = wave(job);
    Tally.record(wave.delays, run.now() - wave.firstNanos);
    if (wave.delays.getTotalCount() == run.readyCount()) {
      complete++;
      quietSinceNanos = run.now();
    }
  }

  @Override
  public long turn() {
    if (run.options().trigger().isEmpty() || complete < triggered || isOver()) {
      return NEVER;
    }
    long wait = quietSinceNanos + PAUSE_NANOS - run.now();
    if (wait <= 0) {
      triggered++;
      run.options().trigger().get().run();
      return NEVER;
    }
    return wait;
  }

  @Override
  public boolean isOver() {
    return complete >= wanted;
  }

  /** The waves, in the order they came. */
  List<JobWave> waves() {
    List<JobWave> all = new ArrayList<>();
    waves.forEach((id, wave) -> all.add(new JobWave(id, Figures.percentiles(wave.delays))));
    return all;
  }

  /** Asked once for every miner, and nearly always for the same job as before. */
  private Wave wave(HeldJob job) {
    Wave known = current;
    if (known == null || !isLatest(job)) {
      latest = job;
      known = waves.computeIfAbsent(job.jobId(), id -> new Wave(run.now()));
      current = known;
    }
    return known;
  }

  /** By identity: equal jobs are read once, and comparing templates takes long. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isLatest(HeldJob job) {
    return job == latest;
  }
}
