package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.spi.JobSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The life of a server. */
class StratumServerTest {
  private final Jobs.OneJob jobs = new Jobs.OneJob();

  @Test
  @DisplayName("O1: port 0 is allowed, and address() tells which it became")
  void addressTellsThePort() throws IOException {
    try (StratumServer server =
        builder("ports").bind("127.0.0.1", 0).bind("127.0.0.1", 0).build()) {
      assertThrows(IllegalStateException.class, server::address);
      server.start();
      assertEquals(2, server.addresses().size());
      assertNotEquals(0, server.address().getPort());
      assertNotEquals(server.addresses().get(0), server.addresses().get(1));
      Peer.connect(server.addresses().get(1)).close();
    }
  }

  @Test
  @DisplayName("O1: a port in use fails start(), which names it and leaves nothing running")
  void portInUseLeavesNothingRunning() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      StratumServer server = builder("taken").bind("127.0.0.1", 0).bind("127.0.0.1", port).build();
      IOException failure = assertThrows(IOException.class, server::start);
      assertTrue(failure.getMessage().contains("127.0.0.1:" + port), failure.getMessage());
      assertEquals(Set.of(), threadsOf("taken"));
      assertTrue(jobs.closed);
      assertThrows(IllegalStateException.class, server::start);
    }
  }

  @Test
  @DisplayName("O1: an unknown host fails start()")
  void unknownHostIsNamed() {
    StratumServer server = builder("nowhere").bind("no such host", 3333).build();
    IOException failure = assertThrows(IOException.class, server::start);
    assertTrue(failure.getMessage().contains("no such host:3333"), failure.getMessage());
  }

  @Test
  @DisplayName("O1: a job source that throws fails start() and leaves nothing running")
  void throwingSourceLeavesNothingRunning() throws IOException {
    JobSource broken =
        new JobSource() {
          @Override
          public void start(JobSink sink) {
            throw new IllegalStateException("no node");
          }

          @Override
          public void close() {}
        };
    StratumServer server =
        StratumServer.builder(broken, Authorizer.acceptAll())
            .name("broken")
            .bind("127.0.0.1", 0)
            .build();
    var failure = assertThrows(IllegalStateException.class, server::start);
    assertEquals("no node", failure.getMessage());
    assertEquals(Set.of(), threadsOf("broken"));
    try (var free = new ServerSocket()) {
      free.bind(server.addresses().get(0));
    }
  }

  @Test
  @DisplayName("O1: close() is idempotent and joins every thread the library made")
  void closeJoinsItsThreads() throws Exception {
    StratumServer server = builder("joined").loops(3).bind("127.0.0.1", 0).build();
    server.start();
    assertEquals(
        Set.of("stratum-joined-loop-0", "stratum-joined-loop-1", "stratum-joined-loop-2"),
        threadsOf("joined"));
    try (Peer peer = Peer.connect(server.address())) {
      assertFalse(server.awaitTermination(Duration.ZERO));
      server.close();
      assertTrue(peer.isAtEnd());
    }
    assertEquals(Set.of(), threadsOf("joined"));
    assertTrue(jobs.closed);
    server.close();
    assertTrue(server.awaitTermination(Duration.ZERO));
  }

  @Test
  @DisplayName("O1: a server that never started can be closed, and not started any more")
  void closeWithoutStart() throws Exception {
    StratumServer server = builder("unused").bind("127.0.0.1", 0).build();
    assertEquals(Set.of(), threadsOf("unused"), "build() starts nothing");
    server.close();
    server.awaitTermination();
    assertTrue(jobs.closed);
    assertThrows(IllegalStateException.class, server::start);
  }

  @Test
  @SuppressWarnings("try") // close() is what is tested
  @DisplayName("O1: several servers live in one process and end alone")
  void serversAreIndependent() throws IOException {
    try (StratumServer first = builder("first").bind("127.0.0.1", 0).build();
        StratumServer second = builder("second").bind("127.0.0.1", 0).build()) {
      first.start();
      second.start();
      first.close();
      assertEquals(Set.of(), threadsOf("first"));
      assertEquals(Set.of("stratum-second-loop-0"), threadsOf("second"));
      Peer.connect(second.address()).close();
    }
  }

  @Test
  @SuppressWarnings("try") // close() is what is tested
  void awaitTerminationEndsWithClose() throws Exception {
    try (StratumServer server = builder("awaited").bind("127.0.0.1", 0).build()) {
      server.start();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  server.awaitTermination();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      waiting.start();
      server.close();
      waiting.join(TimeUnit.SECONDS.toMillis(10));
      assertFalse(waiting.isAlive());
    }
  }

  @Test
  void buildListsAllProblemsTogether() {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                builder("a name with blanks")
                    .loops(0)
                    .maxConnections(-1)
                    .writeStall(Duration.ZERO)
                    .listen(ListenerOptions.of("", 70_000).withBacklog(0))
                    .build());
    assertEquals(7, failure.getMessage().split("; ", -1).length, failure.getMessage());
  }

  @Test
  void serverWithoutAnAddressIsNotBuilt() {
    var failure = assertThrows(IllegalArgumentException.class, () -> builder("mute").build());
    assertTrue(failure.getMessage().contains("bind"), failure.getMessage());
  }

  private ServerBuilder builder(String name) {
    return StratumServer.builder(jobs, Authorizer.acceptAll()).name(name).loops(1);
  }

  private static Set<String> threadsOf(String server) {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.isAlive() && thread.getName().startsWith("stratum-" + server + "-")) {
        names.add(thread.getName());
      }
    }
    return names;
  }
}
