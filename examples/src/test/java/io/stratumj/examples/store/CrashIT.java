package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.accounting.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * SPEC S7 of the jar as it is shipped: its process is killed under load, again and again, and the
 * books are compared with what the miners were told. {@code -Dstratumj.kills=100} kills more often.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashIT {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final String LISTENING = "listening on stratum+tcp://127.0.0.1:";
  private static final int KILLS = Integer.getInteger("stratumj.kills", 6);
  private static final long SEED = Long.getLong("stratumj.seed", 42);

  /** Some time after shares are late (5 s), and before their sessions are given up (10 s). */
  private static final int KILLED_AFTER_SECONDS = 7;

  private static final Duration LONGEST = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();
  private final SwarmBooks books = new SwarmBooks();

  @AfterEach
  void killWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  @DisplayName("S7: killed at any moment, the pool has every share it said true to, once")
  void killedPoolHasWhatItAcknowledged() throws Exception {
    StoreLocation file = StoreLocation.parse(folder.resolve("books").toString());
    Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      Process pool = start(folder.resolve("books").toString());
      long killAfter = 1L + random.nextInt(3_000);
      books.mine(
          address(pool),
          LONGEST,
          accepted -> {
            if (accepted == killAfter) {
              pool.destroyForcibly();
            }
          });
      assertTrue(pool.waitFor(10, TimeUnit.SECONDS));
      books.verify(file);
    }
    assertTrue(books.count(Answer.ACCEPTED) >= KILLS, "there was no load");
    assertTrue(books.count(Answer.NOTHING) > 0, "it was never killed under load");
    assertEquals(0, books.count(Answer.REFUSED));
  }

  @Test
  @DisplayName("S7: killed while a commit is late, the pool has told nobody what is not so")
  void killedPoolHasNotWhatItRefused() throws Exception {
    try (PostgresqlServer postgresql = PostgresqlServer.start()) {
      StoreLocation database = postgresql.newDatabase();
      Process pool = start(database.url());
      InetSocketAddress address = address(pool);
      try (LateCommits late = LateCommits.of(database)) {
        books.mine(
            address,
            LONGEST,
            accepted -> {
              if (accepted == 500) {
                late.begin();
                var unused =
                    CompletableFuture.runAsync(
                        pool::destroyForcibly,
                        CompletableFuture.delayedExecutor(KILLED_AFTER_SECONDS, TimeUnit.SECONDS));
              }
            });
        assertTrue(pool.waitFor(20, TimeUnit.SECONDS));
      }
      LateCommits.awaitAll(database);
      books.verify(database);
    }
    assertTrue(books.count(Answer.NOTHING) > 0, "it was not killed under load");
  }

  @Test
  @DisplayName("S7, O2: ended by SIGTERM under load, the pool has what it said true to, once")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
  void endedPoolHasWhatItAcknowledged() throws Exception {
    StoreLocation file = StoreLocation.parse(folder.resolve("books").toString());
    Process pool = start(folder.resolve("books").toString());
    books.mine(
        address(pool),
        LONGEST,
        accepted -> {
          if (accepted == 2_000) {
            pool.toHandle().destroy();
          }
        });
    assertTrue(pool.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, pool.exitValue());
    String drained = lineThatBegins("drained ", pool);
    assertTrue(drained.endsWith(" 0 not recorded, 0 unacknowledged"), drained);
    books.verify(file);
    assertEquals(0, books.count(Answer.NOT_RECORDED));
  }

  private Process start(String store) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                MODULE.resolve("target/stratum-pool.jar").toString(),
                "--listen",
                "127.0.0.1:0",
                "--difficulty",
                "1e-10",
                "--store",
                store,
                "--log-level",
                "warn")
            .redirectErrorStream(true)
            .start();
    started.add(process);
    CompletableFuture<Void> unused = process.onExit().thenRun(books::stop);
    return process;
  }

  private static InetSocketAddress address(Process pool) throws IOException {
    String line = lineThatBegins(LISTENING, pool);
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(line.substring(LISTENING.length())));
  }

  private static String lineThatBegins(String beginning, Process pool) throws IOException {
    BufferedReader lines = pool.inputReader(); // always the same one
    StringBuilder before = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
      before.append(line).append('\n');
    }
    throw new AssertionError("no line begins with '" + beginning + "':\n" + before);
  }
}
