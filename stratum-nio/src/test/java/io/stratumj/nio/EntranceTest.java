package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.session.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in at a listener, over real sockets. */
class EntranceTest {
  private static final String CLIENT = "203.0.113.9";
  private static final String HEADER = "PROXY TCP4 203.0.113.9 198.51.100.1 51234 3333\r\n";
  private static final byte[] LOCAL = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000");

  /** The proxy is 127.0.0.1, and nobody else. */
  private static LoopHarness behindProxies(ProxyProtocol mode, UnaryOperator<ServerBuilder> options)
      throws IOException {
    var listener =
        ListenerOptions.of("127.0.0.1", 0)
            .withProxyProtocol(mode, List.of(Network.parse("127.0.0.1")));
    var harness = new LoopHarness(listener, options);
    harness.publish();
    return harness;
  }

  @ParameterizedTest
  @EnumSource(
      value = ProxyProtocol.class,
      names = {"OPTIONAL", "REQUIRED"})
  @DisplayName("L5: a trusted proxy's header names the miner, byte by byte too")
  void headerNamesTheMiner(ProxyProtocol mode) throws Exception {
    try (var harness = behindProxies(mode, options -> options);
        Peer peer = harness.connect()) {
      assertEquals(List.of(), harness.log.remotes);
      for (int i = 0; i < HEADER.length(); i++) {
        peer.send(HEADER.substring(i, i + 1));
        harness.turn();
      }
      assertEquals("hello", harness.lineTo(peer.send("hello\n")));
      assertEquals(List.of(new InetSocketAddress(CLIENT, 51234)), harness.log.remotes);
    }
  }

  @Test
  @DisplayName("L5: header and first lines may come in one packet")
  void headerAndLinesInOnePacket() throws Exception {
    try (var harness = behindProxies(ProxyProtocol.REQUIRED, options -> options);
        Peer peer = harness.connect()) {
      assertEquals("a", harness.lineTo(peer.send(HEADER + "a\nb\n")));
      assertEquals("b", harness.lineTo(peer));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProxyProtocol.class,
      names = {"OPTIONAL", "REQUIRED"})
  @DisplayName("L5: a proxy's own health check is served as the proxy itself")
  void localConnection(ProxyProtocol mode) throws Exception {
    try (var harness = behindProxies(mode, options -> options);
        Peer peer = harness.connect()) {
      assertEquals("up?", harness.lineTo(peer.send(LOCAL).send("up?\n")));
      assertEquals("127.0.0.1", host(harness));
    }
  }

  @Test
  @DisplayName("L5: optional means that everybody may come without a header")
  void optionalHeader() throws Exception {
    try (var harness = behindProxies(ProxyProtocol.OPTIONAL, options -> options);
        Peer proxy = harness.connect();
        Peer stranger = Peer.connectFrom("127.0.0.2", harness.address())) {
      assertEquals("PROXIMA", harness.lineTo(proxy.send("PROX").send("IMA\n")));
      assertEquals("me", harness.lineTo(stranger.send("me\n")));
    }
  }

  @Test
  @DisplayName("L5: a header of somebody who is not trusted is refused, not believed")
  void untrustedHeader() throws Exception {
    try (var harness = behindProxies(ProxyProtocol.OPTIONAL, options -> options);
        Peer stranger = Peer.connectFrom("127.0.0.2", harness.address())) {
      harness.turnUntil(() -> harness.loop.load() == 1);
      stranger.send(HEADER + "hello\n");
      harness.turnUntil(stranger::isEnded);
      assertEquals("", stranger.rest());
      assertEquals(List.of(), harness.log.remotes);
    }
  }

  @Test
  @DisplayName("L5: where a header is required, strangers are not even read")
  void strangersAreRefusedWhereHeadersAreRequired() throws Exception {
    try (var harness = behindProxies(ProxyProtocol.REQUIRED, options -> options);
        Peer stranger = Peer.connectFrom("127.0.0.2", harness.address())) {
      harness.turnUntil(stranger::isEnded);
      assertEquals(0, harness.loop.load());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProxyProtocol.class,
      names = {"OPTIONAL", "REQUIRED"})
  @DisplayName("L5: a broken header closes the connection, and the next one is served")
  void brokenHeader(ProxyProtocol mode) throws Exception {
    try (var harness = behindProxies(mode, options -> options);
        Peer broken = harness.connect()) {
      broken.send("PROXY TCP5 what\r\nhello\n");
      harness.turnUntil(broken::isEnded);
      try (Peer next = harness.connect()) {
        assertEquals("hello", harness.lineTo(next.send(HEADER + "hello\n")));
      }
    }
  }

  @Test
  @DisplayName("L5: a header that is required and does not come closes at once")
  void missingHeader() throws Exception {
    try (var harness = behindProxies(ProxyProtocol.REQUIRED, options -> options);
        Peer peer = harness.connect()) {
      peer.send("{");
      harness.turnUntil(peer::isEnded);
      assertEquals(List.of(), harness.log.remotes);
    }
  }

  @Test
  @DisplayName("L5: half a header has ten seconds")
  void slowHeader() throws Exception {
    try (var harness = behindProxies(ProxyProtocol.REQUIRED, options -> options);
        Peer peer = harness.connect()) {
      peer.send("PROXY TCP4 ");
      harness.pass(Duration.ofMillis(9_900));
      assertEquals(1, harness.loop.load());
      harness.pass(Duration.ofMillis(1_100));
      harness.turnUntil(peer::isEnded);
    }
  }

  @Test
  @DisplayName("L4, L5: a ban meets the miner behind the proxy, never the proxy")
  void banMeetsTheMinerBehindTheProxy() throws Exception {
    var bans = new BanList(() -> 0L);
    bans.ban(InetAddress.getByName(CLIENT), Duration.ofMinutes(1));
    bans.ban(InetAddress.getLoopbackAddress(), Duration.ofMinutes(1));
    try (var harness = behindProxies(ProxyProtocol.OPTIONAL, o -> o.addressGate(bans));
        Peer banned = harness.connect();
        Peer other = harness.connect();
        Peer check = harness.connect()) {
      banned.send(HEADER + "hello\n");
      harness.turnUntil(banned::isEnded);
      assertEquals(
          "hello", harness.lineTo(other.send(HEADER.replace(CLIENT, "203.0.113.8") + "hello\n")));
      assertEquals("up?", harness.lineTo(check.send("up?\n")));
    }
  }

  @Test
  @DisplayName("L4: a banned address is turned away at once, and let in when the ban is lifted")
  void bannedAddress() throws Exception {
    var bans = new BanList(() -> 0L);
    bans.ban(InetAddress.getByName("127.0.0.2"), Duration.ofMinutes(1));
    try (var harness = LoopHarness.ready(options -> options.addressGate(bans));
        Peer banned = Peer.connectFrom("127.0.0.2", harness.address());
        Peer other = harness.connect()) {
      harness.turnUntil(banned::isEnded);
      assertEquals("hello", harness.lineTo(other.send("hello\n")));
      bans.lift(InetAddress.getByName("127.0.0.2"));
      try (Peer again = Peer.connectFrom("127.0.0.2", harness.address())) {
        assertEquals("again", harness.lineTo(again.send("again\n")));
      }
    }
  }

  @Test
  @DisplayName("L7: a gate that throws refuses that connection only")
  void throwingGate() throws Exception {
    List<InetAddress> asked = new ArrayList<>();
    AddressGate gate =
        address -> {
          asked.add(address);
          if (asked.size() == 1) {
            throw new IllegalStateException("scripted");
          }
          return true;
        };
    try (var harness = LoopHarness.ready(options -> options.addressGate(gate));
        Peer first = Peer.connect(harness.address())) {
      harness.turnUntil(first::isEnded);
      try (Peer second = harness.connect()) {
        assertEquals("hello", harness.lineTo(second.send("hello\n")));
      }
    }
  }

  @Test
  @DisplayName("L1: connections of one address are counted, and those of others are not")
  void connectionsPerAddress() throws Exception {
    try (var harness = LoopHarness.ready(options -> options.connectionsPerAddress(2));
        Peer first = harness.connect();
        Peer second = harness.connect();
        Peer third = Peer.connect(harness.address());
        Peer elsewhere = Peer.connectFrom("127.0.0.2", harness.address())) {
      harness.turnUntil(third::isEnded);
      assertEquals("2", harness.lineTo(elsewhere.send("2\n")));
      first.hangUp();
      harness.turnUntil(() -> harness.loop.load() == 2);
      try (Peer fourth = harness.connect()) {
        assertEquals("hello", harness.lineTo(fourth.send("hello\n")));
        second.abort();
        harness.turnUntil(() -> harness.loop.load() == 2);
      }
      elsewhere.hangUp();
      harness.turnUntil(() -> harness.loop.load() == 0);
      assertEquals(0, harness.doorkeeper.addresses(), "nobody is counted who is not there");
    }
  }

  @Test
  @DisplayName("L1, L5: behind a proxy the miners are counted, the proxy is not")
  void connectionsPerAddressBehindProxies() throws Exception {
    try (var harness =
            behindProxies(ProxyProtocol.OPTIONAL, options -> options.connectionsPerAddress(1));
        Peer one = harness.connect();
        Peer check = harness.connect();
        Peer same = harness.connect();
        Peer other = harness.connect()) {
      assertEquals("one", harness.lineTo(one.send(HEADER + "one\n")));
      assertEquals("up?", harness.lineTo(check.send("up?\n")));
      same.send(HEADER + "hello\n");
      harness.turnUntil(same::isEnded);
      String another = HEADER.replace(CLIENT, "203.0.113.8");
      assertEquals("other", harness.lineTo(other.send(another + "other\n")));
      assertEquals(2, harness.doorkeeper.addresses());
    }
  }

  @Test
  void countSurvivesAStageThatCannotBeOpened() throws Exception {
    var doorkeeper = new Doorkeeper(AddressGate.open(), 1);
    Stage.Opener failing =
        doorkeeper.counting(
            (sink, remote, nowNanos) -> {
              throw new IllegalStateException("scripted");
            });
    for (int i = 0; i < 3; i++) {
      try {
        failing.open(null, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), 0);
      } catch (IllegalStateException expected) {
        assertEquals("scripted", expected.getMessage());
      }
      assertEquals(0, doorkeeper.addresses());
    }
    assertTrue(doorkeeper.admits(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
  }

  @Test
  void listenersThatMakeNoSenseAreNamed() {
    List<String> problems = new ArrayList<>();
    ListenerOptions.of("h", 1).withProxyProtocol(ProxyProtocol.REQUIRED, List.of()).check(problems);
    ListenerOptions.of("h", 2)
        .withProxyProtocol(ProxyProtocol.OFF, List.of(Network.parse("10.0.0.0/8")))
        .check(problems);
    assertEquals(
        List.of(
            "listener h:1 has the PROXY protocol on, but trusts no network",
            "listener h:2 trusts proxies, but its PROXY protocol is off"),
        problems);
  }

  private static String host(LoopHarness harness) {
    return ((InetSocketAddress) harness.log.remotes.get(0)).getAddress().getHostAddress();
  }
}
