package io.stratumj.core;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks, shortly unless JMH's own options say otherwise, and prints one line for
 * each: how long an operation takes, and how many bytes it allocates.
 */
public final class Benchmarks {
  private static final int ITERATIONS = 3;

  private Benchmarks() {}

  /** JMH's options; a pattern chooses among the benchmarks. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    CommandLineOptions given = new CommandLineOptions(args);
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given);
    options.addProfiler(GCProfiler.class);
    options.shouldFailOnError(true);
    options.forks(given.getForkCount().orElse(1));
    options.warmupIterations(given.getWarmupIterations().orElse(ITERATIONS));
    options.warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)));
    options.measurementIterations(given.getMeasurementIterations().orElse(ITERATIONS));
    options.measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)));
    print(new Runner(options.build()).run());
  }

  private static void print(Collection<RunResult> results) {
    System.out.printf("%n| benchmark | time (± 99.9 %%) | allocated |%n|---|---|---|%n");
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f ± %.1f %s | %.0f B |%n",
          name(result),
          time.getScore(),
          time.getScoreError(),
          time.getScoreUnit(),
          result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
  }

  private static String name(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    StringBuilder name = new StringBuilder();
    name.append(
        benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1));
    for (String key : result.getParams().getParamsKeys()) {
      name.append(", ").append(key).append(' ').append(result.getParams().getParam(key));
    }
    return name.toString();
  }
}
