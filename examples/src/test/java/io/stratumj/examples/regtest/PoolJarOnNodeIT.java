package io.stratumj.examples.regtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.Solution;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jar as it is shipped and a real node, put together on the command line. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolJarOnNodeIT {
  private static final Path JAR =
      Path.of(System.getProperty("basedir", "."), "target", "stratum-pool.jar");
  private static final String LISTENING = "listening on stratum+tcp://127.0.0.1:";
  private static final int START_HEIGHT = 16;
  private static final int BLOCKS = 3;

  @ParameterizedTest
  @EnumSource
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
  void theJarMinesForTheAddressItIsGiven(Coin coin, @TempDir Path folder) throws Exception {
    try (RegtestNode node = coin.startNode()) {
      node.mine(START_HEIGHT - node.rpc().height());
      Process pool = startPool(coin, node, folder);
      try (BufferedReader lines = pool.inputReader()) {
        String listening = awaitLine(lines, LISTENING);
        int port = Integer.parseInt(listening.substring(LISTENING.length()));
        try (MockMiner miner =
            MockMiner.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), coin.miner())) {
          miner.subscribe().authorize("alice.rig1", "x");
          for (int height = START_HEIGHT + 1; height <= START_HEIGHT + BLOCKS; height++) {
            MinerJob job = PoolOnNode.takeJobOn(node.rpc().tip(), miner);
            Solution block = job.solveBelow(job.networkTarget());
            assertTrue(miner.submit(block).isAccepted());
            String name = job.blockHash(block).toDisplayHex();
            assertEquals(
                "block %d %s by alice.rig1: accepted".formatted(height, name),
                awaitLine(lines, "block "));
            assertEquals(name, node.rpc().tip().toDisplayHex());
          }
        }
        assertEquals(START_HEIGHT + BLOCKS, node.rpc().height());
        assertEquals(OpenCoin.Lock.LEGACY.outputScript().toHex(), payeeOfTip(node.rpc()));
        pool.toHandle().destroy();
        assertTrue(pool.waitFor(10, TimeUnit.SECONDS), "it did not end");
        assertEquals(0, pool.exitValue());
      } finally {
        pool.destroyForcibly();
      }
    }
  }

  private static Process startPool(Coin coin, RegtestNode node, Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            JAR.toString(),
            "--listen",
            "127.0.0.1:0",
            "--algorithm",
            coin.algorithmName(),
            "--difficulty",
            "1e-10",
            "--node",
            node.url().toString(),
            "--node-user",
            node.user(),
            "--node-password",
            node.password(),
            "--payout-address",
            node.openAddress(),
            "--candidates",
            folder.resolve("candidates").toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String payeeOfTip(NodeRpc node) {
    String coinbase = node.txids(node.tip()).get(0);
    JsonObject output = node.call("gettxout", coinbase, 0).getAsJsonObject();
    return output.getAsJsonObject("scriptPubKey").get("hex").getAsString();
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
