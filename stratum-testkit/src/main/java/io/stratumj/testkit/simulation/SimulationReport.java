package io.stratumj.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of one simulation. Immutable.
 *
 * @param seed gives the same run again, with the same options
 * @param options what it went through, as varied by the seed
 * @param connections how many connections there were
 * @param lines how many lines went over them, in both directions
 * @param submits how many shares were submitted
 * @param accepted how many the miners were told true of
 * @param blocks how many blocks the pool submitted
 * @param time how long it lasted, in the pool's time
 * @param digest a fingerprint of everything that happened: the same in every run
 * @param problems the rules that were broken, one line each; empty if all is well
 * @param transcript what went over the connection a problem was found on, the shortest if there are
 *     several
 */
public record SimulationReport(
    long seed,
    SimulationOptions options,
    int connections,
    long lines,
    long submits,
    long accepted,
    int blocks,
    Duration time,
    String digest,
    List<String> problems,
    Optional<String> transcript) {
  private static final int PROBLEMS_PRINTED = 20;

  /** Copies the list. */
  public SimulationReport {
    problems = List.copyOf(problems);
  }

  /**
   * Passes if no rule was broken.
   *
   * @throws AssertionError with the seed, the problems and the transcript
   */
  public void verify() {
    if (!problems.isEmpty()) {
      throw new AssertionError(toString());
    }
  }

  /** One line if all is well, else the problems and the transcript. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "seed %d: %s, %d connections, %d lines, %d shares submitted, %d accepted, %d blocks,"
                + " %s",
            seed,
            hours(),
            connections,
            lines,
            submits,
            accepted,
            blocks,
            problems.isEmpty() ? "all rules kept" : problems.size() + " problems"));
    problems.stream()
        .limit(PROBLEMS_PRINTED)
        .forEach(problem -> text.append("\n  ").append(problem));
    if (!problems.isEmpty()) {
      text.append("\n").append(options);
      transcript.ifPresent(lines -> text.append("\n").append(lines));
    }
    return text.toString();
  }

  private String hours() {
    return String.format("%d:%02d h", time.toHours(), time.toMinutesPart());
  }
}
