package io.stratumj.examples.pool;

import io.stratumj.testkit.MinerOptions;
import io.stratumj.testkit.MockMiner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An example pool in this process, on a port of the system's choice, with what it says kept. */
final class RunningPool implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ExamplePool pool;

  private RunningPool(List<String> args) throws IOException {
    pool = new ExamplePool(options(args.toArray(String[]::new)), lines::add);
    pool.start();
  }

  /** Starts a pool with these options. */
  static RunningPool with(String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("--listen", "127.0.0.1:0"));
    args.addAll(List.of(options));
    return new RunningPool(args);
  }

  /** What a command line says. */
  static PoolOptions options(String... args) {
    PoolCommand command = new PoolCommand();
    OptionText.commandLine(command).parseArgs(args);
    return command.options();
  }

  /** A miner that is connected, subscribed and authorized. */
  MockMiner miner(String worker) {
    return miner(worker, MinerOptions.DEFAULTS);
  }

  /** The same with other manners, such as another algorithm. */
  MockMiner miner(String worker, MinerOptions options) {
    return MockMiner.connect(pool.addresses().get(0), options).subscribe().authorize(worker, "x");
  }

  ExamplePool pool() {
    return pool;
  }

  /** Waits for a line; those before it are passed over. */
  String awaitLine(Predicate<String> wanted) throws InterruptedException {
    List<String> passed = new ArrayList<>();
    while (true) {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no such line, only " + passed);
      }
      if (wanted.test(line)) {
        return line;
      }
      passed.add(line);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
