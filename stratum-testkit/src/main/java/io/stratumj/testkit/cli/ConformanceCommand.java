package io.stratumj.testkit.cli;

import io.stratumj.api.work.Difficulty;
import io.stratumj.testkit.conformance.Conformance;
import io.stratumj.testkit.conformance.report.CaseResult;
import io.stratumj.testkit.conformance.report.ConformanceReport;
import io.stratumj.testkit.conformance.report.JsonReport;
import io.stratumj.testkit.conformance.report.JunitXmlReport;
import io.stratumj.testkit.conformance.report.Level;
import io.stratumj.testkit.conformance.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conformance}: looks whether a server keeps the rules, and explains where it does not. */
@Command(
    name = "conformance",
    description = "Looks whether a Stratum v1 server keeps the rules of the protocol.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every MUST that was looked at holds; with --strict every SHOULD too",
      "1:one of them does not, or the server cannot be reached",
      "2:an option is unknown, its value is wrong, or no case has the name"
    })
final class ConformanceCommand implements Callable<Integer> {
  private static final int CONFORMS = 0;
  private static final int FAILS = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "HOST:PORT",
      arity = "0..1",
      description = "The server; may be left out with --list.")
  private @Nullable InetSocketAddress server;

  @Option(
      names = "--user",
      paramLabel = "U",
      defaultValue = "conformance.1",
      description = "A worker whom the server lets in. Default: ${DEFAULT-VALUE}")
  private String user = "";

  @Option(
      names = "--password",
      paramLabel = "P",
      defaultValue = "x",
      description = "That worker's password. Default: ${DEFAULT-VALUE}")
  private String password = "";

  @Option(
      names = "--refused-user",
      paramLabel = "U",
      description = "A worker whom the server does not let in; without one refusals are skipped.")
  private @Nullable String refusedUser;

  @Option(names = "--strict", description = "Take a SHOULD that does not hold for a failure.")
  private boolean strict;

  @Option(
      names = "--list",
      description = "Print every case with its level, requirement and source, and end.")
  private boolean list;

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description =
          "Run the cases with such names: a star stands for any text, commas separate several."
              + " Example: submit/*")
  private @Nullable String only;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write a report in JUnit's XML.")
  private @Nullable Path junit;

  @Option(names = "--json", paramLabel = "FILE", description = "Write a report in JSON.")
  private @Nullable Path json;

  @Option(
      names = "--new-block-seconds",
      paramLabel = "N",
      description = "How often the server gets a new block; without it what needs one is skipped.")
  private @Nullable Duration newBlock;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long the server may take to answer. Default: ${DEFAULT-VALUE}")
  private Duration timeout = Duration.ZERO;

  @Option(
      names = "--suggest-difficulty",
      paramLabel = "N",
      defaultValue = "0.0000001",
      description =
          "The difficulty to suggest before logging in, so that shares can be mined on the"
              + " processor. Default: ${DEFAULT-VALUE}")
  private Difficulty suggested = Difficulty.ONE;

  @Option(
      names = "--share-hashes",
      paramLabel = "N",
      defaultValue = "2000000",
      description =
          "How many hashes a share may cost on average; where it costs more, what needs a share is"
              + " skipped. Default: ${DEFAULT-VALUE}")
  private long shareHashes;

  @Option(names = "--slow", description = "Run what waits for half a minute or more, too.")
  private boolean slow;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      out.print(TextReport.list(Conformance.requirements()));
      out.flush();
      return CONFORMS;
    }
    if (server == null) {
      throw new ParameterException(spec.commandLine(), "which server? HOST:PORT is missing");
    }
    PrintWriter err = spec.commandLine().getErr();
    ConformanceReport report = suite(server).run(result -> progress(err, result));
    out.print(TextReport.of(report, strict));
    out.flush();
    if (junit != null) {
      Files.writeString(junit, JunitXmlReport.of(report, strict), StandardCharsets.UTF_8);
    }
    if (json != null) {
      Files.writeString(json, JsonReport.of(report, strict), StandardCharsets.UTF_8);
    }
    return report.isConformant(strict) ? CONFORMS : FAILS;
  }

  private static void progress(PrintWriter err, CaseResult result) {
    if (result.requirement().level() != Level.UNTESTABLE) {
      err.println(TextReport.line(result));
    }
  }

  private Conformance suite(InetSocketAddress address) {
    Conformance suite =
        Conformance.against(address)
            .as(user, password)
            .timeout(timeout)
            .suggesting(suggested)
            .shareHashesMax(shareHashes);
    suite = refusedUser == null ? suite : suite.refusing(refusedUser);
    suite = only == null ? suite : suite.only(only);
    suite = newBlock == null ? suite : suite.newBlockEvery(newBlock);
    return slow ? suite.slowly() : suite;
  }
}
