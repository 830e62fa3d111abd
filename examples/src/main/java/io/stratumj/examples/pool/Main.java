package io.stratumj.examples.pool;

import io.stratumj.examples.store.ReportCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The example pool as a program. What it has to say goes to standard output, the log and complaints
 * about options to standard error.
 */
public final class Main {
  /** The first word of another command than the pool itself. */
  private static final String REPORT = "report";

  private static final int ENDED = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final PrintStream out;
  private final PrintStream err;
  private volatile boolean ending;
  private volatile boolean failed;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs until SIGTERM or Ctrl-C. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs the program in this process.
   *
   * @return the exit status, once the pool has ended or could not be started
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    return new Main(out, err).run(args);
  }

  private int run(String... args) {
    if (args.length > 0 && args[0].equals(REPORT)) {
      return ReportCommand.run(out, err, Arrays.copyOfRange(args, 1, args.length));
    }
    PoolCommand command = new PoolCommand();
    CommandLine commandLine = OptionText.commandLine(command);
    PoolOptions options;
    try {
      commandLine.parseArgs(args);
      if (command.helpWanted()) {
        commandLine.usage(out);
        return ENDED;
      }
      options = command.options();
    } catch (ParameterException | IllegalArgumentException e) {
      return complain(e, USAGE);
    }
    // Read by the logger when its first class is loaded, which is still to come.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", command.logLevel().name());
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
    return serve(options);
  }

  private int serve(PoolOptions options) {
    Consumer<String> lines = this::say;
    ExamplePool pool;
    try {
      pool = new ExamplePool(options, lines);
    } catch (IllegalArgumentException e) {
      return complain(e, USAGE);
    } catch (IOException e) {
      return complain(e, FAILED);
    }
    try (pool) {
      pool.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(pool), "pool-shutdown"));
      pool.awaitTermination();
      if (ending) {
        return ENDED;
      }
      failed = true;
      return complain("the server has failed; see the log", FAILED);
    } catch (IOException e) {
      return complain(e, FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return complain("interrupted", FAILED);
    }
  }

  /**
   * Closes the pool when the virtual machine ends. One that a signal ends has the signal's exit
   * status, unless it is halted: ending was asked for and went well, so the status is 0.
   */
  private void endWith(ExamplePool pool) {
    ending = true;
    int status = FAILED;
    try {
      pool.close();
      status = failed ? FAILED : ENDED;
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private int complain(Exception problem, int status) {
    return complain(String.valueOf(problem.getMessage()), status);
  }

  private int complain(String problem, int status) {
    err.println("stratum-pool: " + problem);
    if (status == USAGE) {
      err.println("Try --help.");
    }
    err.flush();
    return status;
  }
}
