package io.stratumj.examples.regtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A litecoind: scrypt, segwit from the first block, MWEB from height 432, and the manners of
 * Bitcoin Core, such as errors that come with HTTP status 500.
 *
 * <p>It makes no templates before it has a peer, even on regtest; a bare connection to its peer
 * port will do. Nor before its tip is recent: {@link #start} mines one block.
 */
final class LitecoinNode implements RegtestNode {
  /** The first block with an MWEB extension block. */
  static final int FIRST_MWEB_HEIGHT = 432;

  /** From here on a coinbase has to tell its height (BIP34). */
  static final int BIP34_HEIGHT = 500;

  private static final int READY_SECONDS_MAX = 30;
  private static final int ATTEMPTS_MAX = 3;
  private static final int POLL_MILLIS = 20;
  private static final String USER = "x";
  private static final String PASSWORD = "test";

  private final Path folder;
  private final int rpcPort;
  private final int peerPort;
  private Optional<NodeProcess> process = Optional.empty();
  private Optional<Socket> peer = Optional.empty();

  private LitecoinNode() throws IOException {
    folder = Files.createTempDirectory("litecoin");
    List<Integer> ports = freePorts(2);
    rpcPort = ports.get(0);
    peerPort = ports.get(1);
  }

  /** A node at height 1, which is ready to make templates. */
  static LitecoinNode start() throws IOException, InterruptedException {
    AssertionError last = new AssertionError("never tried");
    // Between being found free and being taken by the node, a port may be taken by somebody else.
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      LitecoinNode node = new LitecoinNode();
      try {
        node.startAgain();
        node.mine(1);
        return node;
      } catch (AssertionError e) {
        node.close();
        last = e;
      } catch (Throwable e) {
        node.close();
        throw e;
      }
    }
    throw last;
  }

  /**
   * Mines to where the next block is the first with MWEB, and sends the coin into it without which
   * there can be no such block: a template would have no HogEx.
   *
   * @return the id of the transaction that pegs the coin in
   */
  String mineToMweb() {
    NodeRpc rpc = rpc();
    rpc.call("createwallet", "pegging");
    rpc.call("generatetoaddress", 1, rpc.call("getnewaddress").getAsString());
    mine(FIRST_MWEB_HEIGHT - 1 - rpc.height());
    String inside = rpc.call("getnewaddress", "", "mweb").getAsString();
    return rpc.call("sendtoaddress", inside, 1).getAsString();
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:" + rpcPort + "/");
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
    NodeProcess started = NodeProcess.start(command(), line -> false);
    process = Optional.of(started);
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS_MAX);
    while (!rpc().answers("getblockcount")) {
      if (started.awaitEnd(POLL_MILLIS).isPresent() || System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("litecoind did not get ready; it said " + started.said());
      }
    }
    hangUp();
    peer = Optional.of(new Socket(InetAddress.getLoopbackAddress(), peerPort));
  }

  @Override
  public void close() throws IOException {
    stop();
    hangUp();
    TemporaryFolders.remove(folder);
  }

  private void hangUp() throws IOException {
    if (peer.isPresent()) {
      peer.get().close();
    }
  }

  private List<String> command() {
    return List.of(
        NodeTools.litecoind().toString(),
        "-regtest",
        "-datadir=" + folder,
        "-server",
        "-rpcbind=127.0.0.1",
        "-rpcallowip=127.0.0.1",
        "-rpcport=" + rpcPort,
        "-rpcuser=" + USER,
        "-rpcpassword=" + PASSWORD,
        "-rpcservertimeout=1", // it ends only when idle connections have
        "-listen=1",
        "-bind=127.0.0.1:" + peerPort,
        "-peertimeout=86400", // the bare peer says nothing, for as long as the test takes
        "-discover=0",
        "-dnsseed=0",
        "-upnp=0",
        "-listenonion=0",
        "-fallbackfee=0.001",
        "-printtoconsole=0");
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
