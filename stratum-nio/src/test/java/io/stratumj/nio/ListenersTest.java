package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stratumj.core.spi.Authorizer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sockets are opened; that all of them or none are is a matter of the server's tests. */
class ListenersTest {
  private static final String LISTENS = "0A";

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("one IPv4 address gets an IPv4 socket")
  void oneIpv4Address() throws IOException {
    try (Listeners listeners = listening("127.0.0.1")) {
      int port = port(listeners);
      assertTrue(kernelLists("tcp", port), "among the IPv4 sockets");
      assertFalse(kernelLists("tcp6", port), "not among the IPv6 sockets");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  @DisplayName("all addresses are those of both versions")
  void allAddresses(String host) throws IOException {
    assumeTrue(hasIpv6(), "no IPv6 on this machine");
    try (Listeners listeners = listening(host)) {
      assertConnects("127.0.0.1", port(listeners));
      assertConnects("::1", port(listeners));
    }
  }

  @Test
  @DisplayName("one IPv6 address is listened on")
  void oneIpv6Address() throws IOException {
    assumeTrue(hasIpv6(), "no IPv6 on this machine");
    try (Listeners listeners = listening("::1")) {
      assertConnects("::1", port(listeners));
    }
  }

  private static Listeners listening(String host) throws IOException {
    var options = StratumServer.builder(new Jobs.OneJob(), Authorizer.acceptAll()).options();
    var listener = ListenerOptions.of(host, 0);
    var nobody = new Doorkeeper(address -> false, 0);
    var listeners = new Listeners();
    listeners.bind(listener, new Entrance(listener, options, nobody, Runnable::run));
    return listeners;
  }

  private static int port(Listeners listeners) {
    return listeners.addresses().get(0).getPort();
  }

  private static void assertConnects(String host, int port) throws IOException {
    var address = new InetSocketAddress(host, port);
    try (SocketChannel channel = SocketChannel.open(address)) {
      assertEquals(address, channel.getRemoteAddress());
    }
  }

  /** Whether the kernel's table of this name has a listener on the port. */
  private static boolean kernelLists(String table, int port) throws IOException {
    Path path = Path.of("/proc/self/net", table);
    String local = String.format(Locale.ROOT, ":%04X", port);
    return Files.exists(path)
        && Files.readAllLines(path).stream()
            .map(line -> line.strip().split("\\s+", -1))
            .anyMatch(fields -> fields[1].endsWith(local) && fields[3].equals(LISTENS));
  }

  /** Whether one can listen on the loopback address of IPv6. */
  private static boolean hasIpv6() {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    try (var probe = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
