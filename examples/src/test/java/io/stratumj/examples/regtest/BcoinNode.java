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

/**
 * A bcoin full node: double SHA-256, segwit, and errors that come with HTTP status 200. Its
 * launcher is {@code src/test/node/regtest-node.js}, which says what the settings mean.
 */
final class BcoinNode implements RegtestNode {
  private static final int READY_SECONDS_MAX = 30;
  private static final String USER = "x";
  private static final String PASSWORD = "test";

  private final Path folder;
  private final Map<String, Object> settings;
  private final URI url;
  private final NodeRpc rpc;
  private NodeProcess process;

  private BcoinNode(Map<String, Object> settings) throws IOException, InterruptedException {
    this.settings = new HashMap<>(settings);
    this.folder = Files.createTempDirectory("bcoin");
    this.settings.put("folder", folder.toString());
    this.process = launch();
    int port = awaitPort();
    this.settings.put("port", port);
    this.url = URI.create("http://127.0.0.1:" + port + "/");
    this.rpc = new NodeRpc(url, USER, PASSWORD);
  }

  /** A node whose chain is at its genesis block; segwit becomes active at height 12. */
  static BcoinNode start() throws IOException, InterruptedException {
    return start(Map.of());
  }

  /** The same with more settings. */
  static BcoinNode start(Map<String, Object> settings) throws IOException, InterruptedException {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("deploymentWindow", 4);
    all.putIfAbsent("halvingInterval", 210_000);
    return new BcoinNode(all);
  }

  @Override
  public URI url() {
    return url;
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
  public NodeRpc rpc() {
    return rpc;
  }

  @Override
  public void stop() {
    process.close();
  }

  @Override
  public void startAgain() throws IOException, InterruptedException {
    process = launch();
    awaitPort();
  }

  @Override
  public void close() throws IOException {
    process.close();
    TemporaryFolders.remove(folder);
  }

  private NodeProcess launch() throws IOException, InterruptedException {
    return NodeProcess.start(
        List.of(
            NodeTools.node().toString(),
            NodeTools.bcoinFolder().resolve("regtest-node.js").toString(),
            new Gson().toJson(settings)),
        line -> line.startsWith("{\"port\":"));
  }

  private int awaitPort() throws InterruptedException {
    try {
      String line = process.awaitReadyLine(READY_SECONDS_MAX);
      return JsonParser.parseString(line).getAsJsonObject().get("port").getAsInt();
    } catch (AssertionError e) {
      process.close();
      throw e;
    }
  }
}
