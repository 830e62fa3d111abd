package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.Solution;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The jar as it is shipped, in a process of its own: what the README promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolJarIT {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final String LISTENING = "listening on stratum+tcp://127.0.0.1:";

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void killWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
  void minerFindsABlockAndSigtermEndsThePoolWithStatusZero() throws Exception {
    Process pool =
        start(
            List.of("@" + MODULE.resolve("pool.options")),
            "--listen",
            "127.0.0.1:0",
            "--difficulty",
            "1e-7",
            "--network-bits",
            "1f00ffff",
            "--log-level",
            "warn");
    BufferedReader lines = pool.inputReader();
    int port = Integer.parseInt(awaitLine(lines, LISTENING).substring(LISTENING.length()));
    try (var miner = MockMiner.connect("127.0.0.1", port)) {
      miner.subscribe().authorize("alice.rig1", "x");
      MinerJob job = miner.takeJob();
      assertTrue(miner.submit(job.solve()).isAccepted());
      Solution block = job.solveBelow(job.networkTarget());
      assertTrue(miner.submit(block).isAccepted());
      assertEquals(job.hash(block), miner.takeCleanJob().previousHash());
      assertTrue(awaitLine(lines, "block ").endsWith("by alice.rig1: accepted"));

      pool.toHandle().destroy(); // SIGTERM; Process.destroy() would also close the lines
      assertTrue(pool.waitFor(5, TimeUnit.SECONDS), "it did not end within five seconds");
      assertEquals(0, pool.exitValue());
      miner.expectClosed();
      assertTrue(awaitLine(lines, "status: ").contains("2 accepted"));
      assertEquals("closed", lines.readLine());
    }
  }

  @Test
  void badOptionEndsTheProgramWithStatusTwo() throws Exception {
    Process pool = start(List.of(), "--difficulty", "lots");
    String complaint = pool.inputReader().readLine();
    assertTrue(complaint.contains("--difficulty"), complaint);
    assertEquals(2, pool.waitFor());
  }

  private Process start(List<String> ofTheJvm, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ofTheJvm);
    command.add("-jar");
    command.add(MODULE.resolve("target/stratum-pool.jar").toString());
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private static String awaitLine(BufferedReader lines, String beginning) throws IOException {
    List<String> before = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
      before.add(line);
    }
    throw new AssertionError("no line begins with '" + beginning + "', only " + before);
  }
}
