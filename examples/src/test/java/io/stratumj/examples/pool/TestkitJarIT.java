package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The testkit's jar against the pool's, each in a process of its own: what the README promises. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TestkitJarIT {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final String POOL = "target/stratum-pool.jar";
  private static final String TESTKIT = "../stratum-testkit/target/stratum-testkit.jar";
  private static final String LISTENING = "listening on stratum+tcp://";

  private final List<Process> started = new ArrayList<>();
  private String address = "";

  @BeforeEach
  void startPool() throws IOException {
    Process pool =
        start(POOL, "--listen 127.0.0.1:0 --difficulty 1e-10 --job-interval 1 --log-level warn");
    String line = pool.inputReader().readLine();
    while (!line.startsWith(LISTENING)) {
      line = pool.inputReader().readLine();
    }
    address = line.substring(LISTENING.length());
  }

  @AfterEach
  void killWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void everySubmitOfASwarmIsAcceptedAndTheServersCpuIsTold() throws Exception {
    JsonObject report =
        swarm("-n 200 -w 8 --submits-max 20000 --warmup 0 --server-pid " + started.get(0).pid());
    JsonObject submits = report.getAsJsonObject("submits");
    assertEquals(20_000, submits.get("sent").getAsInt());
    assertEquals(20_000, submits.get("accepted").getAsInt());
    assertTrue(report.getAsJsonObject("server").get("microsPerSubmit").getAsDouble() > 0);
  }

  @Test
  void jobReachesEveryMiner() throws Exception {
    JsonObject report = swarm("--mode notify -n 300 --waves 2 --warmup 0 --seconds 30");
    report
        .getAsJsonArray("waves")
        .forEach(
            wave ->
                assertEquals(
                    300, wave.getAsJsonObject().getAsJsonObject("delays").get("count").getAsInt()));
  }

  @Test
  void misbehavingMinersHarmNobodyElse() throws Exception {
    JsonObject report =
        swarm("--mode rate --rate 300 -n 80 --misbehaving 0.5 --seconds 3 --no-spin");
    JsonObject submits = report.getAsJsonObject("submits");
    assertEquals(submits.get("sent").getAsLong(), submits.get("accepted").getAsLong());
    assertEquals(40, report.getAsJsonObject("mischief").get("miners").getAsInt());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
  void signalEndsASwarmWithItsReport() throws Exception {
    Process swarm = start(TESTKIT, "swarm " + address + " -n 5 --seconds 1000");
    List<String> lines = new ArrayList<>();
    String line = swarm.inputReader().readLine();
    assertTrue(line.contains("ready"), line);
    swarm.toHandle().destroy(); // SIGTERM
    while (line != null) {
      lines.add(line);
      line = swarm.inputReader().readLine();
    }
    assertEquals(0, swarm.waitFor(), lines::toString);
    assertTrue(lines.stream().anyMatch(text -> text.startsWith("submits")), lines::toString);
  }

  @Test
  void mineFindsShares() throws Exception {
    Process miner = start(TESTKIT, "mine " + address + " --user a.b --threads 1 --shares 3");
    String said = new String(miner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, miner.waitFor(), said);
    assertTrue(said.contains(", 0 refused; difficulty 0.0000000001"), said);
  }

  private JsonObject swarm(String options) throws Exception {
    Process swarm = start(TESTKIT, "swarm " + address + " -q --json - " + options);
    String said = new String(swarm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(swarm.waitFor(10, TimeUnit.SECONDS), said);
    assertEquals(0, swarm.exitValue(), said);
    return JsonParser.parseString(said).getAsJsonObject();
  }

  private Process start(String jar, String options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                MODULE.resolve(jar).toString()));
    Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }
}
