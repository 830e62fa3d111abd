package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.session.JobBoard;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.spi.JobSource;
import io.stratumj.testkit.TestJobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Loops on threads of their own. */
class RunningServerTest {
  private final ScriptedStage.Log log = new ScriptedStage.Log();
  private final JobBoard board = Jobs.board();
  private final List<Peer> peers = new ArrayList<>();

  @AfterEach
  void closePeers() throws IOException {
    for (Peer peer : peers) {
      peer.close();
    }
  }

  @Test
  @DisplayName("connections go to the loop that has the fewest, and a new job reaches all loops")
  void connectionsAreSpreadAndServed() throws Exception {
    RunningServer server = start(builder -> builder.loops(3));
    for (int i = 0; i < 60; i++) {
      assertEquals("hello", connect(server).send("hello\n").line());
    }
    board.publish(TestJobs.next());
    String expected = "job " + board.current().orElseThrow().id();
    for (Peer peer : peers) {
      assertEquals(expected, peer.line());
    }
    server.close();
    for (Peer peer : peers) {
      assertTrue(peer.isAtEnd());
      assertEquals(DisconnectReason.SERVER_CLOSING, log.nextClosed());
    }
  }

  @Test
  @DisplayName("LIFE-04: what waits is written before the server closes")
  void closeFlushesWhatWaits() throws Exception {
    RunningServer server =
        start(builder -> builder.outboundBytes(64 << 20).closeTimeout(Duration.ofMinutes(1)));
    Peer slow = Peer.connectNarrow(server.addresses().get(0));
    peers.add(slow);
    slow.send("flood\n".repeat(100) + "last\n");
    String[] read = new String[1];
    Thread reader =
        new Thread(
            () -> {
              try {
                read[0] = slow.line();
              } catch (IOException e) {
                read[0] = e.toString();
              }
            });
    assertEquals("hello", connect(server).send("hello\n").line());
    reader.start();
    server.close();
    reader.join();
    assertEquals(100 * ScriptedStage.FLOOD_BYTES + "last".length(), read[0].length());
  }

  @Test
  @DisplayName("O1: a peer that takes nothing does not keep close() waiting for ever")
  void closeIsBoundedAgainstPeers() throws Exception {
    RunningServer server =
        start(builder -> builder.outboundBytes(64 << 20).closeTimeout(Duration.ofMillis(100)));
    Peer slow = Peer.connectNarrow(server.addresses().get(0));
    peers.add(slow);
    slow.send("flood\n".repeat(500) + "last\n");
    assertEquals("hello", connect(server).send("hello\n").line());
    server.close();
    assertEquals(DisconnectReason.SERVER_CLOSING, log.nextClosed());
    assertEquals(DisconnectReason.SERVER_CLOSING, log.nextClosed());
  }

  @Test
  @DisplayName("O1: a callback that blocks is interrupted, and close() returns")
  void closeIsBoundedAgainstCallbacks() throws Exception {
    RunningServer server = start(builder -> builder.closeTimeout(Duration.ofMillis(1)));
    Peer peer = connect(server);
    assertEquals("hello", peer.send("hello\n").line());
    peer.send("block\n");
    assertTrue(log.atTheGate.await(10, TimeUnit.SECONDS));
    server.close();
    assertEquals("unblocked", peer.line());
    assertFalse(log.closed.isEmpty());
  }

  @Test
  @DisplayName("O1: close() does not wait for a job source that blocks while it starts")
  void closeDoesNotWaitForTheSourceToStart() throws Exception {
    var source = new SlowSource();
    ServerOptions options =
        StratumServer.builder(source, Authorizer.acceptAll()).loops(1).options();
    var server =
        new RunningServer(
            options, board, onLoop -> log.opener(), source, new ServerThreads("scripted"));
    var failure = new FutureTask<>(() -> startFailure(server));
    Thread starter = new Thread(failure);
    starter.start();
    assertTrue(source.starting.await(10, TimeUnit.SECONDS));
    server.close();
    assertEquals(1, source.closes.get());
    source.gate.countDown();
    assertInstanceOf(IllegalStateException.class, failure.get(10, TimeUnit.SECONDS));
    assertEquals(2, source.closes.get(), "once more, for it started after it was closed");
  }

  private static Exception startFailure(RunningServer server) {
    return assertThrows(
        Exception.class, () -> server.start(List.of(ListenerOptions.of("127.0.0.1", 0)), () -> {}));
  }

  /** Starts when it may. */
  private static final class SlowSource implements JobSource {
    final CountDownLatch starting = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger closes = new AtomicInteger();

    @Override
    public void start(JobSink sink) {
      starting.countDown();
      try {
        assertTrue(gate.await(10, TimeUnit.SECONDS), "the gate stayed closed");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  private RunningServer start(UnaryOperator<ServerBuilder> options) throws IOException {
    var source = new Jobs.OneJob();
    ServerOptions chosen =
        options.apply(StratumServer.builder(source, Authorizer.acceptAll()).loops(1)).options();
    var server =
        new RunningServer(
            chosen, board, onLoop -> log.opener(), source, new ServerThreads("scripted"));
    server.start(List.of(ListenerOptions.of("127.0.0.1", 0)), () -> {});
    return server;
  }

  private Peer connect(RunningServer server) throws IOException {
    Peer peer = Peer.connect(server.addresses().get(0));
    peers.add(peer);
    return peer;
  }
}
