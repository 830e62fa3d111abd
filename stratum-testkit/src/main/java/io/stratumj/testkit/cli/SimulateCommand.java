package io.stratumj.testkit.cli;

import io.stratumj.testkit.simulation.Simulation;
import io.stratumj.testkit.simulation.SimulationOptions;
import io.stratumj.testkit.simulation.SimulationReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the pool's protocol through hours of trouble in memory. */
@Command(
    name = "simulate",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Runs this library's protocol through hours of trouble, in memory and in virtual time, and"
          + " watches that every rule holds.",
      "A run with a broken rule prints its seed, what was broken, and the transcript of the"
          + " connection; the same seed with the same options is the same run. Then smaller runs"
          + " with that seed are tried, and the smallest that breaks the same rule is printed."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every rule held in every run",
      "1:some did not",
      "2:an option is unknown, or its value is wrong"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final double SECONDS_PER_HOUR = 3_600;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-n", "--seeds"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many runs, each with the next seed. Default: ${DEFAULT-VALUE}")
  private int seeds;

  @Option(
      names = {"-s", "--seed"},
      paramLabel = "N",
      defaultValue = "1",
      description = "The first seed. Default: ${DEFAULT-VALUE}")
  private long first;

  @Option(
      names = {"-m", "--miners"},
      paramLabel = "N",
      defaultValue = "100",
      description =
          "How many miners; each connects again and again, so that there are many more sessions."
              + " Default: ${DEFAULT-VALUE}")
  private int miners;

  @Option(
      names = "--hours",
      paramLabel = "H",
      defaultValue = "1",
      description = "How long each run lasts, in the pool's time. Default: ${DEFAULT-VALUE}")
  private double hours;

  @Override
  public Integer call() {
    if (seeds < 1 || !(hours >= 0 && hours <= 1_000)) {
      throw new IllegalArgumentException("--seeds must be positive, and --hours in 0..1000");
    }
    Duration time = Duration.ofSeconds((long) (hours * SECONDS_PER_HOUR));
    SimulationOptions options = SimulationOptions.defaults().withMiners(miners).withTime(time);
    PrintWriter out = spec.commandLine().getOut();
    int broken = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      SimulationReport report = Simulation.run(options, seed);
      out.println(report);
      out.flush();
      if (!report.problems().isEmpty()) {
        broken++;
        out.println("the smallest run found that breaks the same rule:");
        out.println(Simulation.shrink(options, report, UnaryOperator.identity()));
      }
    }
    out.println(
        broken == 0
            ? seeds + " runs, all rules kept"
            : broken + " of " + seeds + " runs broke a rule");
    return broken == 0 ? 0 : FAILED;
  }
}
