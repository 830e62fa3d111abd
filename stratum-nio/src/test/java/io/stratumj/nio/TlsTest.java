package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.core.spi.SessionListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC L6 over real sockets, with the JDK's own TLS client. */
class TlsTest {
  private static final String HANDSHAKE =
      """
      {"id":1,"method":"mining.subscribe","params":[]}
      {"id":2,"method":"mining.authorize","params":["a.b","x"]}
      """;
  private static final String PING = "{\"id\":7,\"method\":\"mining.ping\",\"params\":[]}\n";
  private static final String PONG = "{\"id\":7,\"result\":\"pong\",\"error\":null}";

  private final AtomicReference<Supplier<SSLContext>> contexts = new AtomicReference<>();
  private final BlockingQueue<SessionInfo> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<DisconnectReason> ended = new LinkedBlockingQueue<>();
  private final List<Socket> opened = new ArrayList<>();
  private StratumServer server;

  @BeforeEach
  void useRsa() {
    SSLContext rsa = TestTls.server("rsa");
    contexts.set(() -> rsa);
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Socket socket : opened) {
      socket.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"rsa,TLSv1.2", "rsa,TLSv1.3", "ec,TLSv1.2", "ec,TLSv1.3"})
  @DisplayName("L6: a handshake pipelined into one record is answered, and work follows")
  void miningOverTls(String algorithm, String protocol) throws Exception {
    SSLContext context = TestTls.server(algorithm);
    contexts.set(() -> context);
    start(listener(), options -> options);
    Miner miner = new Miner(connectTls(protocol));
    miner.send(HANDSHAKE);
    assertTrue(miner.line().startsWith("{\"id\":1,\"result\":[["));
    assertEquals("{\"id\":2,\"result\":true,\"error\":null}", miner.line());
    assertTrue(miner.line().contains("mining.set_difficulty"));
    assertTrue(miner.line().contains("mining.notify"));
    assertEquals("CN=pool-" + algorithm, miner.poolName());
  }

  @Test
  @DisplayName("L6: the server ends TLS before it ends TCP, so nobody takes it for a cut")
  void closingIsAnEndInGoodOrder() throws Exception {
    start(listener(), options -> options);
    Miner miner = new Miner(connectTls("TLSv1.3"));
    miner.send(PING);
    assertEquals(PONG, miner.line());
    server.close();
    assertEquals(null, miner.line());
    assertEquals(DisconnectReason.SERVER_CLOSING, nextEnded());
  }

  @Test
  @DisplayName("L6, H9: a client that ends in good order leaves nothing behind")
  void clientCloses() throws Exception {
    start(listener(), options -> options);
    Miner miner = new Miner(connectTls("TLSv1.2"));
    miner.send(PING);
    assertEquals(PONG, miner.line());
    miner.socket.close();
    assertEquals(DisconnectReason.CLIENT_CLOSED, nextEnded());
  }

  @Test
  @DisplayName("L6: a client that wants to renegotiate is closed, and others are served")
  void renegotiationIsRefused() throws Exception {
    start(listener(), options -> options);
    Miner canary = new Miner(connectTls("TLSv1.2"));
    Miner miner = new Miner(connectTls("TLSv1.2"));
    miner.send(PING);
    assertEquals(PONG, miner.line());
    miner.socket.startHandshake(); // another one, in the connection
    assertEquals(DisconnectReason.TLS_FAILED, nextEnded());
    canary.send(PING);
    assertEquals(PONG, canary.line());
  }

  @Test
  @DisplayName("L6: plain text on a TLS port is closed cleanly, and no session is begun")
  void plainTextOnATlsPort() throws Exception {
    start(listener(), options -> options);
    try (Peer peer = Peer.connect(server.address())) {
      peer.send(HANDSHAKE);
      assertTrue(peer.rest().length() < 10, "an alert at most, and then FIN");
    }
    assertEquals(0, begun.size());
  }

  @Test
  @DisplayName("L6: another context serves new connections at once, and old ones go on")
  void contextIsReplaced() throws Exception {
    start(listener(), options -> options);
    Miner old = new Miner(connectTls("TLSv1.3"));
    assertEquals("CN=pool-rsa", old.poolName());
    SSLContext renewed = TestTls.server("ec");
    contexts.set(() -> renewed);
    assertEquals("CN=pool-ec", new Miner(connectTls("TLSv1.3")).poolName());
    old.send(PING);
    assertEquals(PONG, old.line());
  }

  @Test
  @DisplayName("L7: a supplier that throws ends that connection only")
  void supplierThatThrows() throws Exception {
    Supplier<SSLContext> good = contexts.get();
    contexts.set(
        () -> {
          throw new IllegalStateException("scripted");
        });
    start(listener(), options -> options);
    assertThrows(IOException.class, () -> connectTls("TLSv1.3"));
    contexts.set(good);
    Miner miner = new Miner(connectTls("TLSv1.3"));
    miner.send(PING);
    assertEquals(PONG, miner.line());
  }

  @Test
  @DisplayName("L5, L6: the PROXY header comes first, then TLS")
  void tlsBehindAProxy() throws Exception {
    start(
        listener().withProxyProtocol(ProxyProtocol.REQUIRED, List.of(Network.parse("127.0.0.0/8"))),
        options -> options);
    Socket plain = connect();
    plain
        .getOutputStream()
        .write(
            "PROXY TCP4 203.0.113.9 198.51.100.1 51234 3333\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    Miner miner = new Miner(secure(plain, "TLSv1.3"));
    miner.send(PING);
    assertEquals(PONG, miner.line());
    assertEquals(
        new InetSocketAddress("203.0.113.9", 51234),
        begun.poll(10, TimeUnit.SECONDS).remoteAddress());
  }

  @Test
  @DisplayName("L6, L1: half-open handshakes count, end in time, and disturb nobody")
  void halfOpenHandshakes() throws Exception {
    start(listener(), options -> options.preambleTimeout(Duration.ofMillis(200)));
    Miner canary = new Miner(connectTls("TLSv1.3"));
    List<Peer> flood = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Peer peer = Peer.connect(server.address());
      if (i % 2 == 0) {
        peer.send(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01});
      }
      flood.add(peer);
      if (i % 20 == 0) {
        canary.send(PING);
        assertEquals(PONG, canary.line());
      }
    }
    for (Peer peer : flood) {
      assertTrue(peer.rest().length() < 40, "an alert at most, and then FIN");
      peer.close();
    }
    canary.send(PING);
    assertEquals(PONG, canary.line());
    assertEquals(1, begun.size());
  }

  private ListenerOptions listener() {
    return ListenerOptions.of("127.0.0.1", 0).withTls(() -> contexts.get().get());
  }

  private void start(ListenerOptions listener, UnaryOperator<ServerBuilder> options)
      throws IOException {
    server =
        options
            .apply(StratumServer.builder(new Jobs.OneJob(), Authorizer.acceptAll()))
            .name("tls")
            .listen(listener)
            .loops(1)
            .difficulty(DifficultyPolicy.fixed(0.00001))
            .protocol(protocol -> protocol.sessionListener(sessions()))
            .build();
    server.start();
  }

  private SessionListener sessions() {
    return new SessionListener() {
      @Override
      public void connected(SessionInfo session) {
        begun.add(session);
      }

      @Override
      public void disconnected(SessionInfo session, DisconnectReason reason) {
        ended.add(reason);
      }
    };
  }

  private DisconnectReason nextEnded() throws InterruptedException {
    return ended.poll(10, TimeUnit.SECONDS);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    opened.add(socket);
    socket.setSoTimeout(10_000);
    socket.connect(server.address(), 10_000);
    return socket;
  }

  private SSLSocket connectTls(String protocol) throws IOException {
    return secure(connect(), protocol);
  }

  private static SSLSocket secure(Socket plain, String protocol) throws IOException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    SSLSocket socket =
        (SSLSocket)
            TestTls.client().getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    socket.setEnabledProtocols(new String[] {protocol});
    socket.startHandshake();
    return socket;
  }

  /** A miner's end of a TLS connection. */
  private static final class Miner {
    final SSLSocket socket;
    private final BufferedReader in;

    Miner(SSLSocket socket) throws IOException {
      this.socket = socket;
      this.in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    String line() throws IOException {
      return in.readLine();
    }

    String poolName() throws IOException {
      return socket.getSession().getPeerPrincipal().getName();
    }
  }
}
