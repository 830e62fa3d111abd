package io.stratumj.testkit.cli;

import io.stratumj.testkit.swarm.MinerSwarm;
import io.stratumj.testkit.swarm.SwarmBuilder;
import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.load.Misbehaviour;
import io.stratumj.testkit.swarm.report.SwarmReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads a server with many miners. */
@Command(
    name = "swarm",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Loads a server with many miners, and tells how it bears it.",
      "The shares are made up: a server accepts them if every hash meets its difficulty (2e-10 or"
          + " less). Use it on servers that are yours."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all miners were ready, no connection was lost, every submit was answered",
      "1:some were not, or the program failed",
      "2:an option is unknown, or its value is wrong"
    })
final class SwarmCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  /** Names as they are written. */
  enum Mode {
    submit,
    rate,
    notify,
    connect,
    idle,
    reconnect,
    churn
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "HOST:PORT", description = "The server.")
  private InetSocketAddress server = new InetSocketAddress(0);

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "submit",
      description =
          "What the miners do. submit: each keeps --window submits unanswered. rate: --rate submits"
              + " a second in all, latency counted from when they were due. notify: nothing; the"
              + " way of --waves jobs to all miners is measured. connect: they connect, that is"
              + " all. idle: nothing. reconnect: all connections are reset --waves times, and all"
              + " come back at once. churn: each connects, submits --submits times, is reset, and"
              + " so on. Default: ${DEFAULT-VALUE}")
  private Mode mode = Mode.submit;

  @Option(
      names = {"-n", "--miners"},
      paramLabel = "N",
      defaultValue = "1",
      description = "How many miners. Default: ${DEFAULT-VALUE}")
  private int miners;

  @Option(
      names = {"-w", "--window"},
      paramLabel = "N",
      defaultValue = "1",
      description = "submit: unanswered submits of each miner. Default: ${DEFAULT-VALUE}")
  private int window;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "rate: submits a second, all miners together. Default: ${DEFAULT-VALUE}")
  private double rate;

  @Option(
      names = "--waves",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "notify: after how many jobs to end; reconnect: how many storms. Default:"
              + " ${DEFAULT-VALUE}")
  private int waves;

  @Option(
      names = "--submits",
      paramLabel = "N",
      defaultValue = "3",
      description = "churn: submits on each connection. Default: ${DEFAULT-VALUE}")
  private int submits;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "How long the load is measured at most. Default: ${DEFAULT-VALUE}")
  private Duration duration = Duration.ZERO;

  @Option(
      names = "--warmup",
      paramLabel = "S",
      defaultValue = "1",
      description = "How long the load is on before that. Default: ${DEFAULT-VALUE}")
  private Duration warmup = Duration.ZERO;

  @Option(
      names = "--submits-max",
      paramLabel = "N",
      description = "Ends the load after so many submits.")
  private @Nullable Long submitsMax;

  @Option(
      names = "--ramp-up",
      paramLabel = "S",
      defaultValue = "0",
      description = "Spreads the connecting over this time. Default: ${DEFAULT-VALUE}")
  private Duration rampUp = Duration.ZERO;

  @Option(
      names = "--handshakes",
      paramLabel = "N",
      defaultValue = "256",
      description = "How many connect at the same time. Default: ${DEFAULT-VALUE}")
  private int handshakes;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "S",
      defaultValue = "60",
      description = "How long to wait until all are ready. Default: ${DEFAULT-VALUE}")
  private Duration handshakeTimeout = Duration.ZERO;

  @Option(
      names = "--reconnect-after",
      paramLabel = "S",
      description = "Has miners that lose their connection come back. Default: they stay away")
  private @Nullable Duration reconnectAfter;

  @Option(
      names = "--sources",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Connects from the loopback addresses 127.0.0.1 to 127.0.0.N: each has some 28,000 ports."
              + " Default: the system's choice")
  private int sources;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      defaultValue = "swarm",
      description = "The worker names: NAME.w0, NAME.w1 ... Default: ${DEFAULT-VALUE}")
  private String user = "";

  @Option(names = "--one-worker", description = "All miners use the name as it is.")
  private boolean oneWorker;

  @Option(
      names = {"-p", "--password"},
      paramLabel = "TEXT",
      defaultValue = "x",
      description = "The password of all. Default: ${DEFAULT-VALUE}")
  private String password = "";

  @Option(
      names = "--suggest-difficulty",
      paramLabel = "N",
      description = "Has all miners suggest a difficulty, 1e-10 for example.")
  private @Nullable Double suggestDifficulty;

  @Option(names = "--version-rolling", description = "Has all miners negotiate and roll versions.")
  private boolean versionRolling;

  @Option(
      names = "--misbehaving",
      paramLabel = "PART",
      defaultValue = "0",
      description =
          "Which part of the miners misbehaves, 0 to 1. What they do is counted apart. Default:"
              + " ${DEFAULT-VALUE}")
  private double misbehaving;

  @Option(
      names = "--misbehaviour",
      paramLabel = "WAY",
      split = ",",
      description = "How, taking turns: ${COMPLETION-CANDIDATES}. Default: in all these ways")
  private List<Misbehaviour> misbehaviours = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of everything that looks like chance. Default: the time, so that runs differ")
  private @Nullable Long seed;

  @Option(
      names = "--no-spin",
      description = "rate: sleeps between submits, which may make them a millisecond late.")
  private boolean noSpin;

  @Option(
      names = "--server-pid",
      paramLabel = "PID",
      split = ",",
      description =
          "Processes of the server on this machine, of which CPU time and memory are reported.")
  private List<Long> serverPids = List.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Writes the report as JSON too; to standard output and instead of the text for -.")
  private @Nullable String json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress on standard error.")
  private boolean quiet;

  @Override
  public Integer call() throws Exception {
    MinerSwarm swarm = swarm();
    return Interruptible.run(swarm::stop, () -> tell(swarm.run()));
  }

  private MinerSwarm swarm() {
    SwarmBuilder builder =
        MinerSwarm.against(server, load())
            .miners(miners)
            .duration(duration)
            .warmup(warmup)
            .rampUp(rampUp)
            .handshakes(handshakes)
            .handshakeTimeout(handshakeTimeout)
            .sources(sources)
            .user(user)
            .password(password)
            .seed(seed == null ? System.nanoTime() : seed)
            .spin(!noSpin)
            .misbehaving(misbehaving, misbehaviours.toArray(Misbehaviour[]::new))
            .serverPids(serverPids);
    if (submitsMax != null) {
      builder.submitsMax(submitsMax);
    }
    if (reconnectAfter != null) {
      builder.reconnectAfter(reconnectAfter);
    }
    if (oneWorker) {
      builder.oneWorker();
    }
    if (suggestDifficulty != null) {
      builder.suggestDifficulty(suggestDifficulty);
    }
    if (versionRolling) {
      builder.rollVersions();
    }
    if (!quiet) {
      PrintWriter err = spec.commandLine().getErr();
      builder.progress(err::println);
    }
    return builder.build();
  }

  private Load load() {
    return switch (mode) {
      case submit -> Load.closedLoop(window);
      case rate -> Load.openLoop(rate);
      case notify -> Load.fanOut(waves);
      case connect -> Load.connectStorm();
      case idle -> Load.idle();
      case reconnect -> Load.reconnectStorm(waves);
      case churn -> Load.churn(submits);
    };
  }

  private int tell(SwarmReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (json == null || !json.equals("-")) {
      out.println(report.toText());
    }
    if (json != null && json.equals("-")) {
      out.println(report.toJson());
    } else if (json != null) {
      try {
        Files.writeString(Path.of(json), report.toJson() + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write --json " + json, e);
      }
    }
    return isFine(report) ? 0 : FAILED;
  }

  private boolean isFine(SwarmReport report) {
    boolean allCame =
        mode == Mode.churn || report.connections().ready() == report.connections().miners();
    return allCame
        && report.connections().failed() == 0
        && report.connections().lost() == 0
        && report.submits().unanswered() == 0
        && report.submits().unexpected() == 0
        && report.submits().garbled() == 0;
  }
}
