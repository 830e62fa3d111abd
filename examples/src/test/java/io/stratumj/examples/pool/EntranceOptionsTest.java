package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.nio.ListenerOptions;
import io.stratumj.nio.Network;
import io.stratumj.nio.ProxyProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

/** The options of TLS, PROXY headers and addresses. */
class EntranceOptionsTest {
  @TempDir Path folder;
  private Path keystore;
  private Path password;

  @BeforeEach
  void writeFiles() throws IOException {
    keystore = folder.resolve("pool.p12");
    password = folder.resolve("password");
    Files.write(keystore, resource("rsa.p12"));
    Files.writeString(password, "stratum\n");
  }

  @Test
  void listenersOfBothKindsStandBehindTheProxy() {
    PoolOptions options =
        RunningPool.options(
            "--listen=127.0.0.1:1",
            "--tls-listen=127.0.0.1:2",
            "--tls-keystore=" + keystore,
            "--tls-password-file=" + password,
            "--proxy-protocol=required",
            "--trusted-proxy=10.0.0.0/8",
            "--trusted-proxy=::1",
            "--connections-per-address=5");
    assertEquals(2, options.listeners().size());
    ListenerOptions plain = options.listeners().get(0);
    ListenerOptions tls = options.listeners().get(1);
    assertTrue(plain.tls().isEmpty());
    assertTrue(tls.tls().isPresent());
    assertEquals(ProxyProtocol.REQUIRED, plain.proxyProtocol());
    assertEquals(List.of(Network.parse("10.0.0.0/8"), Network.parse("::1")), tls.trustedProxies());
    assertEquals(OptionalInt.of(5), options.connectionsPerAddress());
  }

  @Test
  void whatDoesNotGoTogetherIsNamed() {
    assertComplaint("--trusted-proxy means nothing", "--trusted-proxy=10.0.0.0/8");
    assertComplaint("--proxy-protocol needs --trusted-proxy", "--proxy-protocol=optional");
    assertComplaint("--tls-listen needs", "--tls-listen=127.0.0.1:0");
    assertComplaint("mean nothing without --tls-listen", "--tls-keystore=" + keystore);
    assertComplaint("--connections-per-address is less than 1", "--connections-per-address=0");
    assertComplaint("--drain is not from 0 to 3600 seconds", "--drain=3601");
    assertComplaint(
        "cannot read " + folder.resolve("none"),
        "--tls-listen=127.0.0.1:0",
        "--tls-keystore=" + folder.resolve("none"),
        "--tls-password-file=" + password);
    assertComplaint(
        password + " is no PKCS12 key store with this password",
        "--tls-listen=127.0.0.1:0",
        "--tls-keystore=" + password,
        "--tls-password-file=" + password);
  }

  @Test
  void badNetworkIsNamedWithItsOption() {
    var complaint =
        assertThrows(
            ParameterException.class, () -> RunningPool.options("--trusted-proxy=10.0.0.1/8"));
    assertTrue(complaint.getMessage().contains("--trusted-proxy"), complaint.getMessage());
    assertTrue(complaint.getMessage().contains("10.0.0.0/8"), complaint.getMessage());
  }

  @Test
  void keyStoreIsReadAgainWhenItChanges() throws Exception {
    ReloadedTls tls = ReloadedTls.from(keystore, password, 0);
    SSLContext first = tls.get();
    assertSame(first, tls.get());
    change(new byte[] {1, 2, 3}, 1);
    assertSame(first, tls.get(), "a damaged file changes nothing");
    change(resource("ec.p12"), 2);
    assertTrue(tls.get() != first, "a good one does");
  }

  @Test
  void minersAreServedOverTls() throws Exception {
    try (RunningPool pool =
        RunningPool.with(
            "--tls-listen=127.0.0.1:0",
            "--tls-keystore=" + keystore,
            "--tls-password-file=" + password)) {
      pool.awaitLine(line -> line.startsWith("listening on stratum+ssl://127.0.0.1:"));
      int port = pool.pool().addresses().get(1).getPort();
      try (SSLSocket miner =
          (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
        miner.setSoTimeout(10_000);
        miner
            .getOutputStream()
            .write(
                "{\"id\":1,\"method\":\"mining.ping\",\"params\":[]}\n"
                    .getBytes(StandardCharsets.US_ASCII));
        var lines =
            new BufferedReader(
                new InputStreamReader(miner.getInputStream(), StandardCharsets.US_ASCII));
        assertEquals("{\"id\":1,\"result\":\"pong\",\"error\":null}", lines.readLine());
      }
    }
  }

  @Test
  @SuppressWarnings("try") // who closes first is what is tested
  void drainIsReported() throws Exception {
    try (RunningPool pool = RunningPool.with("--drain=0.1");
        var miner = pool.miner("alice")) {
      miner.takeJob();
      var draining = new Thread(pool::close, "draining");
      draining.start();
      miner.expectClosed();
      miner.close();
      assertTrue(pool.awaitLine(line -> line.startsWith("drained")).contains("1 connections"));
      draining.join();
    }
  }

  private void change(byte[] content, int seconds) throws IOException {
    Files.write(keystore, content);
    Files.setLastModifiedTime(keystore, FileTime.fromMillis(seconds * 1_000L));
  }

  private static SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = EntranceOptionsTest.class.getResourceAsStream("rsa.p12")) {
      store.load(in, "stratum".toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("pool", store.getCertificate("rsa"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = EntranceOptionsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static void assertComplaint(String words, String... options) {
    var complaint =
        assertThrows(IllegalArgumentException.class, () -> RunningPool.options(options));
    assertTrue(complaint.getMessage().contains(words), complaint.getMessage());
  }
}
