package io.stratumj.examples.regtest;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bcoin full node: double SHA-256, segwit, and errors that come with HTTP status 200. Its
 * launcher is {@code src/test/node/regtest-node.js}, which says what the settings mean.
 */
final class BcoinNode implements RegtestNode {
  private static final int READY_SECONDS_MAX = 30;
  private static final String USER = "x";
  private static final String PASSWORD = "test";

  private final Path folder = Files.createTempDirectory("bcoin");
  private final Map<String, Object> settings = new HashMap<>();
  private Optional<NodeProcess> process = Optional.empty();

  /** Of its RPC interface: chosen by the system at the first start, and kept. */
  private int port;

  private BcoinNode(Map<String, Object> settings) throws IOException {
    this.settings.put("deploymentWindow", 4);
    this.settings.put("halvingInterval", 210_000);
    this.settings.put("folder", folder.toString());
    this.settings.putAll(settings);
  }

  /** A node whose chain is at its genesis block; segwit becomes active at height 12. */
  static BcoinNode start(Map<String, Object> settings) throws IOException, InterruptedException {
    BcoinNode node = new BcoinNode(settings);
    try {
      node.startAgain();
      return node;
    } catch (Throwable e) {
      node.close();
      throw e;
    }
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public String password() {
    return PASSWORD;
  }

  @Override
  public void stop() {
    process.ifPresent(NodeProcess::close);
    process = Optional.empty();
  }

  @Override
  public void startAgain() throws IOException, InterruptedException {
    settings.put("port", port);
    NodeProcess started =
        NodeProcess.start(
            List.of(
                NodeTools.node().toString(),
                NodeTools.bcoinFolder().resolve("regtest-node.js").toString(),
                new Gson().toJson(settings)),
            line -> line.startsWith("{\"port\":"));
    process = Optional.of(started);
    String line = started.awaitReadyLine(READY_SECONDS_MAX);
    port = JsonParser.parseString(line).getAsJsonObject().get("port").getAsInt();
  }

  @Override
  public void close() throws IOException {
    stop();
    TemporaryFolders.remove(folder);
  }
}
