package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.stratumj.api.work.Bytes;
import io.stratumj.core.pow.Sha256d;
import io.stratumj.examples.node.FakeNode;
import io.stratumj.examples.node.FakeNode.Answer;
import io.stratumj.testkit.MinerJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example pool with a node behind it. */
class RealNodeTest {
  private static final String SCRIPT = "0014" + "ab".repeat(20);

  @TempDir Path folder;

  private final FakeNode node;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  RealNodeTest() throws IOException {
    node = FakeNode.start();
    node.answer("validateaddress", params -> Answer.result(address(params)));
  }

  @AfterEach
  void closeNode() {
    node.close();
  }

  @Test
  void aBlockGoesToTheNodeAndTheNextJobStandsOnIt() throws Exception {
    node.answer("submitblock", this::connect);
    try (RunningPool pool = pool("--payout-address", "good");
        var miner = pool.miner("alice.rig1")) {
      MinerJob job = miner.takeJob();
      assertTrue(job.coinbase2().toHex().contains("16" + SCRIPT), "blocks pay to the address");
      assertTrue(miner.submit(job.solve()).isAccepted());
      String line = pool.awaitLine(said -> said.startsWith("block "));
      assertTrue(line.startsWith("block 436 ") && line.endsWith("by alice.rig1: accepted"), line);
      MinerJob next = miner.takeJob();
      assertTrue(next.cleanJobs());
      assertTrue(
          line.contains(next.previousHash().toDisplayHex()), line + " " + next.previousHash());
    }
    assertEquals(List.of(), files());
  }

  @Test
  @DisplayName("S8: a block the node has not judged when the pool ends is judged by the next run")
  void aBlockWithoutVerdictOutlivesThePool() throws Exception {
    node.answer("submitblock", params -> Answer.error(500, -28, "Loading block index"));
    try (RunningPool pool = pool("--payout-address", "good");
        var miner = pool.miner("alice.rig1")) {
      assertTrue(miner.submit(miner.takeJob().solve()).isAccepted());
      pool.awaitLine(said -> said.startsWith("block ") && said.contains("unknown"));
    }
    List<Path> kept = files();
    assertEquals(1, kept.size(), kept.toString());
    String block = Files.readString(kept.get(0)).strip();
    List<String> submitted = new ArrayList<>();
    node.answer(
        "submitblock",
        params -> {
          submitted.add(params.get(0).getAsString());
          return connect(params);
        });
    try (RunningPool pool = pool("--payout-address", "good");
        var miner = pool.miner("alice.rig1")) {
      String name = kept.get(0).getFileName().toString();
      String parent = miner.takeJob().previousHash().toDisplayHex();
      while (!name.equals(parent + ".hex")) {
        parent = miner.takeJob().previousHash().toDisplayHex();
      }
    }
    assertEquals(List.of(block), submitted);
    assertEquals(List.of(), files());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void anAddressOfAnotherNetworkEndsWithStatusTwo() {
    assertEquals(2, run("--payout-address", "bc1qforeign"));
    assertTrue(complaint().contains("--payout-address: node " + node.endpoint()), complaint());
    assertTrue(complaint().contains("no address of its chain: bc1qforeign"), complaint());
  }

  @Test
  void aNodeThatCannotBeAskedEndsWithStatusOne() {
    node.stop();
    assertEquals(1, run("--payout-address", "good"));
    assertTrue(complaint().contains("cannot ask about --payout-address"), complaint());
    assertTrue(complaint().contains("connection refused"), complaint());
  }

  private RunningPool pool(String... options) throws IOException {
    return RunningPool.with(
        Stream.of(
                Stream.of("--node", node.endpoint().toString()),
                Stream.of("--candidates", folder.toString(), "--difficulty", "1e-9"),
                Stream.of(options))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private int run(String... options) {
    List<String> args =
        Stream.concat(
                Stream.of("--listen", "127.0.0.1:0", "--node", node.endpoint().toString()),
                Stream.of(options))
            .toList();
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args.toArray(String[]::new));
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Takes the block as the new tip. */
  private Answer connect(JsonArray params) {
    Bytes block = Bytes.fromHex(params.get(0).getAsString());
    node.tip(new Sha256d().hash(block.slice(0, 80)).toDisplayHex());
    return Answer.result(JsonNull.INSTANCE);
  }

  private static JsonObject address(JsonArray params) {
    JsonObject answer = new JsonObject();
    boolean valid = params.get(0).getAsString().equals("good");
    answer.addProperty("isvalid", valid);
    if (valid) {
      answer.addProperty("scriptPubKey", SCRIPT);
    }
    return answer;
  }
}
