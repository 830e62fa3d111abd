package io.stratumj.testkit.cli;

import io.stratumj.testkit.cpu.CpuMiner;
import io.stratumj.testkit.cpu.CpuMinerOptions;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mines at a pool with the processor. */
@Command(
    name = "mine",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Mines at a SHA-256d pool with the processor, to try the pool.",
      "It makes some millions of hashes a second and thread: a share of difficulty 0.001 takes 4.3"
          + " million on average, one of difficulty 1 a thousand times as many."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:ended by Ctrl-C, or by --seconds or --shares",
      "1:the pool could not be reached in the beginning, or does not want this worker",
      "2:an option is unknown, or its value is wrong"
    })
final class MineCommand implements Callable<Integer> {
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "HOST:PORT", description = "The pool.")
  private InetSocketAddress pool = new InetSocketAddress(0);

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      required = true,
      description =
          "The worker, as the pool wants it: often an address or an account, a dot, a name.")
  private String user = "";

  @Option(
      names = {"-p", "--password"},
      paramLabel = "TEXT",
      defaultValue = "x",
      description = "Its password. Default: ${DEFAULT-VALUE}")
  private String password = "";

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "How many hash. Default: one for each processor")
  private @Nullable Integer threads;

  @Option(
      names = "--suggest-difficulty",
      paramLabel = "N",
      description = "Suggests a difficulty to the pool; many take no notice.")
  private @Nullable Double suggestDifficulty;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1000000000",
      description = "Ends after this time. Default: never")
  private Duration duration = Duration.ZERO;

  @Option(
      names = "--shares",
      paramLabel = "N",
      description = "Ends after so many accepted shares. Default: never")
  private @Nullable Long shares;

  @Option(
      names = "--every",
      paramLabel = "S",
      defaultValue = "5",
      description = "How often to tell how it is doing. Default: ${DEFAULT-VALUE}")
  private Duration period = Duration.ZERO;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    CpuMinerOptions options =
        new CpuMinerOptions(
            pool,
            user,
            password,
            "stratumj-cpu-miner/1",
            threads == null ? Runtime.getRuntime().availableProcessors() : threads,
            suggestDifficulty == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(suggestDifficulty),
            duration,
            shares == null ? Long.MAX_VALUE : shares,
            period,
            RETRY_PAUSE);
    CpuMiner miner = CpuMiner.of(options, out::println);
    return Interruptible.run(
        miner::stop,
        () -> {
          out.println("in all: " + miner.mine());
          return 0;
        });
  }
}
