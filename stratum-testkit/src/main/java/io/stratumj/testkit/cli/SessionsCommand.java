package io.stratumj.testkit.cli;

import io.stratumj.testkit.memory.CrowdCost;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what a session costs among few and among many. */
@Command(
    name = "sessions",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Measures what a session of this library's protocol costs, without sockets: heap, and CPU"
          + " time of what happens to it, in crowds of several sizes.",
      "What stays the same does not depend on how many there are."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every session was served",
      "1:some were not",
      "2:an option is unknown, or its value is wrong"
    })
final class SessionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "N",
      defaultValue = "2000 20000 200000",
      split = " ",
      description = "How many sessions. Default: ${DEFAULT-VALUE}")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many sessions before it counts. Default: ${DEFAULT-VALUE}")
  private int warmup;

  @Override
  public Integer call() {
    if (warmup < 0 || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("a crowd has at least one session");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (warmup > 0) {
      CrowdCost.of(warmup);
    }
    out.println(CrowdCost.header());
    for (int size : sizes) {
      out.println(CrowdCost.of(size).row());
    }
    return 0;
  }
}
