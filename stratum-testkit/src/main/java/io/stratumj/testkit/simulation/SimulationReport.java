package io.stratumj.testkit.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
 * @param transcript what went over the connection a problem was found on until it was found, cut to
 *     its beginning, its end, and what the problem names; the shortest if there are several
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
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

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

  /** The checks that have found something. */
  Set<String> rules() {
    Set<String> rules = new TreeSet<>();
    problems.forEach(problem -> rules.add(problem.split("[ :]", 2)[0]));
    return rules;
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
      text.append("\n").append(asked()).append("\n").append(options);
      transcript.ifPresent(lines -> text.append("\n").append(lines));
    }
    return text.toString();
  }

  /** How to have the run again. */
  private String asked() {
    return String.format(
        Locale.ROOT,
        "the same run: simulate --seeds 1 --seed %d --miners %d --hours %s; as the seed varied it:",
        seed,
        options.miners(),
        BigDecimal.valueOf(options.time().toSeconds())
            .divide(SECONDS_PER_HOUR, 6, RoundingMode.CEILING)
            .stripTrailingZeros()
            .toPlainString());
  }

  private String hours() {
    return String.format("%d:%02d h", time.toHours(), time.toMinutesPart());
  }
}
