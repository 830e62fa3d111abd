package io.stratumj.testkit.swarm.engine;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says every second how it goes. */
final class Progress {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SwarmRun run;
  private long nextNanos;
  private long answersBefore;

  Progress(SwarmRun run) {
    this.run = run;
    this.nextNanos = run.now() + PERIOD_NANOS;
  }

  /** Says it if a second is over, and tells in how many nanoseconds the next one is. */
  long turn() {
    long wait = nextNanos - run.now();
    if (wait > 0) {
      return wait;
    }
    nextNanos += PERIOD_NANOS;
    Tally tally = run.tally();
    long answers = tally.acceptedSoFar() + tally.refusedSoFar();
    run.options()
        .progress()
        .accept(
            String.format(
                Locale.ROOT,
                "%,d of %,d ready, %,d failed, %,d lost; %,d accepted, %,d refused, %,d a second",
                run.readyCount(),
                run.options().miners(),
                run.failed(),
                run.lost(),
                tally.acceptedSoFar(),
                tally.refusedSoFar(),
                answers - answersBefore));
    answersBefore = answers;
    return PERIOD_NANOS;
  }
}
