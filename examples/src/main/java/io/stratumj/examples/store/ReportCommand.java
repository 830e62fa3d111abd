package io.stratumj.examples.store;

import java.io.PrintStream;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code stratum-pool.jar report}: prints what the books say. */
@Command(
    name = "stratum-pool report",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Prints the accepted work of every worker and account, the rounds, and the blocks that were"
          + " found.",
      "A file can be read when no pool uses it; PostgreSQL at any time."
    })
public final class ReportCommand {
  private static final int ENDED = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(
      names = "--format",
      paramLabel = "table|csv",
      defaultValue = "table",
      description = "How it is laid out. Default: ${DEFAULT-VALUE}")
  private ReportFormat format = ReportFormat.table;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  private boolean help;

  private ReportCommand() {}

  /**
   * Runs the command.
   *
   * @param args what stands behind {@code report}
   * @return the exit status
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    ReportCommand command = new ReportCommand();
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    StoreLocation location;
    try {
      line.parseArgs(args);
      if (command.help) {
        line.usage(out);
        return ENDED;
      }
      location = command.location();
    } catch (ParameterException | IllegalArgumentException e) {
      return complain(err, String.valueOf(e.getMessage()), USAGE);
    }
    try {
      out.print(command.format.of(BooksReader.read(location)));
      out.flush();
      return ENDED;
    } catch (SQLException e) {
      return complain(err, location.explain(e), FAILED);
    }
  }

  private StoreLocation location() {
    return store
        .location()
        .orElseThrow(() -> new IllegalArgumentException("say which books: --store FILE|URL"));
  }

  private static int complain(PrintStream err, @Nullable String problem, int status) {
    err.println("stratum-pool: " + problem);
    if (status == USAGE) {
      err.println("Try report --help.");
    }
    err.flush();
    return status;
  }
}
