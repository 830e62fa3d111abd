package io.stratumj.testkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.testkit.swarm.LoopbackPool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a pool. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SwarmCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void swarmTellsWhatItDidAndWritesItAsJson(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.json");
    try (var pool = LoopbackPool.open()) {
      int status = run("swarm", pool, "-n 4 -w 2 --submits-max 100 --seconds 20 --json " + file);
      assertEquals(0, status, err::toString);
    }
    assertTrue(out.toString().contains("100 sent: 100 accepted, 0 refused"), out::toString);
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(100, json.getAsJsonObject("submits").get("accepted").getAsInt());
    assertEquals(4, json.getAsJsonObject("connections").get("ready").getAsInt());
  }

  @Test
  void jsonOnStandardOutputStandsAlone() throws IOException {
    try (var pool = LoopbackPool.open()) {
      int status =
          run("swarm", pool, "--mode rate --rate 500 -n 2 --submits-max 20 --warmup 0 --json -");
      assertEquals(0, status, err::toString);
    }
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertTrue(json.getAsJsonObject("generator").get("spinning").getAsBoolean());
    assertEquals(
        20, json.getAsJsonObject("measured").getAsJsonObject("latency").get("count").getAsInt());
  }

  @Test
  void serverThatIsNotThereIsAFailure() throws IOException {
    String nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + socket.getLocalPort();
    }
    assertEquals(1, run("swarm", nobody, "-q", "--seconds", "1"));
    assertTrue(out.toString().contains("first problem: "), out::toString);
  }

  @Test
  void whatIsOutOfRangeIsAMistake() throws IOException {
    try (var pool = LoopbackPool.open()) {
      assertEquals(2, run("swarm", pool, "-n 0"));
      assertEquals(2, run("swarm", pool, "-w 0"));
      assertEquals(2, run("swarm", pool, "--mode dance"));
      assertEquals(2, run("mine", pool, "-u a --threads 0"));
      assertEquals(2, run("mine", pool, ""));
    }
    assertTrue(err.toString().contains("miners is not 1 to a million: 0"), err::toString);
    assertTrue(err.toString().contains("--user"), err::toString);
  }

  @Test
  void mineEndsAfterTheSharesItWasAskedFor() throws IOException {
    try (var pool =
        LoopbackPool.open(options -> options.difficulty(DifficultyPolicy.fixed(1e-6)))) {
      assertEquals(0, run("mine", pool, "-u alice.rig1 --threads 1 --shares 2"), err::toString);
    }
    assertTrue(out.toString().contains("in all: "), out::toString);
  }

  @Test
  void addressesAreReadWithSchemeAndBrackets() {
    assertEquals(3333, OptionText.serverAddress("stratum+tcp://127.0.0.1:3333").getPort());
    assertEquals("::1", shortened(OptionText.serverAddress("[::1]:1").getHostString()));
    for (String wrong : List.of("nothing", ":1", "127.0.0.1:", "127.0.0.1:0", "::1:1", "h:99999")) {
      assertEquals(2, run("mine", wrong, "-u", "a"), wrong);
    }
  }

  private static String shortened(String address) {
    return address.replace("0:0:0:0:0:0:0:1", "::1").replace("[", "").replace("]", "");
  }

  private int run(String command, LoopbackPool pool, String options) {
    List<String> args = new ArrayList<>(List.of(command, "127.0.0.1:" + pool.address().getPort()));
    Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()).forEach(args::add);
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
