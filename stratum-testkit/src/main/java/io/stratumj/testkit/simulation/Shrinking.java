package io.stratumj.testkit.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks for the smallest run that breaks a rule a larger one has broken: with the same seed, fewer
 * miners and less time. Each try is a whole run, smaller than the one before it; after {@value
 * #TRIES_MAX} it is enough.
 */
final class Shrinking {
  private static final int TRIES_MAX = 24;
  private static final double[] PARTS = {0.1, 0.25, 0.5, 0.75};

  private final Function<SimulationOptions, SimulationReport> runs;
  private final Set<String> rules;
  private SimulationOptions options;
  private SimulationReport smallest;
  private int tries;

  private Shrinking(
      Function<SimulationOptions, SimulationReport> runs,
      SimulationOptions options,
      SimulationReport broken) {
    this.runs = runs;
    this.rules = broken.rules();
    this.options = options;
    this.smallest = broken;
  }

  /**
   * The smallest run found, which may be the one that is given.
   *
   * @param runs runs one with the same seed
   * @param options what the broken one was asked to go through
   */
  static SimulationReport smallest(
      Function<SimulationOptions, SimulationReport> runs,
      SimulationOptions options,
      SimulationReport broken) {
    Shrinking shrinking = new Shrinking(runs, options, broken);
    boolean smaller = true;
    while (smaller && shrinking.tries < TRIES_MAX) {
      boolean less = shrinking.withLessTime();
      boolean fewer = shrinking.withFewerMiners();
      smaller = less || fewer;
    }
    return shrinking.smallest;
  }

  private boolean withLessTime() {
    for (double part : PARTS) {
      Duration less = Duration.ofSeconds((long) (options.time().toSeconds() * part));
      if (less.compareTo(options.time()) < 0 && breaks(options.withTime(less))) {
        return true;
      }
    }
    return false;
  }

  private boolean withFewerMiners() {
    for (double part : PARTS) {
      int fewer = Math.max(1, (int) (options.miners() * part));
      if (fewer < options.miners() && breaks(options.withMiners(fewer))) {
        return true;
      }
    }
    return false;
  }

  private boolean breaks(SimulationOptions smaller) {
    if (tries >= TRIES_MAX) {
      return false;
    }
    tries++;
    SimulationReport report = runs.apply(smaller);
    Optional<String> same = report.rules().stream().filter(rules::contains).findAny();
    if (same.isPresent()) {
      options = smaller;
      smallest = report;
    }
    return same.isPresent();
  }
}
