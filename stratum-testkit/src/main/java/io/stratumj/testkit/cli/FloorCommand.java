package io.stratumj.testkit.cli;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Job;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.JobFactory;
import io.stratumj.testkit.chain.ChainOptions;
import io.stratumj.testkit.chain.SimulatedChain;
import io.stratumj.testkit.floor.Floor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a server that does the unavoidable only. */
@Command(
    name = "floor",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "The physical floor of plain java.nio: a SHA-256d Stratum server that does what no server can"
          + " avoid, and nothing else, to measure real ones against.",
      "It judges every share in full, with the job a pool makes of the same template."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:ended by Ctrl-C",
      "1:the address cannot be bound",
      "2:an option is unknown, or its value is wrong"
    })
final class FloorCommand implements Callable<Integer> {
  /** A network target that nobody meets by accident: a floor submits no blocks. */
  private static final int HARD_BITS = 0x17034219;

  private static final Bytes PAYOUT = Bytes.fromHex("0014" + "00".repeat(20));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:3334",
      description = "Where. Default: ${DEFAULT-VALUE}")
  private InetSocketAddress address = new InetSocketAddress(0);

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "The getblocktemplate answer in this file instead of the simulated chain's, which has 300"
              + " transactions.")
  private @Nullable Path template;

  @Option(
      names = "--difficulty",
      paramLabel = "N",
      defaultValue = "1e-10",
      description = "Of every share. Default: ${DEFAULT-VALUE}, which every hash meets")
  private Difficulty difficulty = Difficulty.ONE;

  @Option(
      names = "--every",
      paramLabel = "S",
      defaultValue = "0",
      description = "After how many seconds the next job comes. Default: never")
  private Duration jobInterval = Duration.ZERO;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Floor floor = Floor.listen(address, jobs(), difficulty, jobInterval.toMillis())) {
      out.println("listening on " + floor.address() + ", pid " + ProcessHandle.current().pid());
      return Interruptible.run(
          () -> end(floor),
          () -> {
            floor.run();
            return 0;
          });
    }
  }

  private Supplier<Job> jobs() throws IOException {
    JobFactory factory = JobFactory.payingTo(PAYOUT);
    if (template != null) {
      Job job = factory.job(BlockTemplate.parse(Files.readString(template)));
      return () -> job;
    }
    SimulatedChain chain =
        SimulatedChain.onSystemClock(ChainOptions.defaults().withBits(HARD_BITS));
    return () -> {
      chain.mineBlock();
      return factory.job(chain.template());
    };
  }

  private static void end(Floor floor) {
    try {
      floor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
