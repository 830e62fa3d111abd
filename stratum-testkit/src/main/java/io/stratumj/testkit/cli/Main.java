package io.stratumj.testkit.cli;

import io.stratumj.api.work.Difficulty;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program {@code stratum-testkit.jar}: tools to try, load and judge Stratum v1 servers with.
 */
@Command(
    name = "stratum-testkit",
    description = "Tools to try, load and judge Stratum v1 servers with.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      MineCommand.class,
      SwarmCommand.class,
      FloorCommand.class,
      ConformanceCommand.class,
      SimulateCommand.class,
      SessionsCommand.class
    },
    usageHelpAutoWidth = true,
    footer = "%nCOMMAND --help tells the options of a command.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all went well",
      "1:the server did not do what was wanted, or the program failed",
      "2:an option is unknown, or its value is wrong"
    })
public final class Main implements Runnable {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // read by the parser, in every command
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this and end.")
  private boolean help;

  private Main() {}

  /** Runs a command, and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(run(writer(System.out), writer(System.err), args));
  }

  /**
   * Runs a command in this process.
   *
   * @return the exit status
   */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(InetSocketAddress.class, OptionText.reader(OptionText::serverAddress))
        .registerConverter(Duration.class, OptionText.reader(OptionText::seconds))
        .registerConverter(Difficulty.class, OptionText.reader(OptionText::difficulty))
        .setParameterExceptionHandler(Main::complain)
        .setExecutionExceptionHandler(Main::complain)
        .execute(args);
  }

  /** Runs when no command is given. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  private static int complain(ParameterException wrong, String... args) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(
        wrong.getCommandLine().getCommandSpec().qualifiedName() + ": " + wrong.getMessage());
    err.println("Try --help.");
    return USAGE;
  }

  /** What a command throws is for the person at the keyboard if it is about an option. */
  private static int complain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
    if (failure instanceof IllegalArgumentException) {
      err.println("Try --help.");
      return USAGE;
    }
    return FAILED;
  }
}
