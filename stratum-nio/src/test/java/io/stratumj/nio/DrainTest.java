package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.session.ShareCounts;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.TestJobs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SPEC O2: ending a server without a rush. */
class DrainTest {
  private final RecordingSink shares = new RecordingSink();

  @Test
  @DisplayName("O2: the disconnects are spread evenly, and those who wait are served")
  void disconnectsAreSpread() throws Exception {
    try (var harness = LoopHarness.ready()) {
      List<Peer> peers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        peers.add(harness.connect());
      }
      CompletableFuture<Void> done = harness.loop.drain(Duration.ofSeconds(20).toNanos(), false);
      harness.turn();
      assertEquals(0, ended(peers));
      for (int second = 1; second <= 20; second++) {
        harness.pass(Duration.ofSeconds(1));
        assertEquals(second / 2, ended(peers), "after " + second + " s");
        assertEquals(second == 20, done.isDone());
        if (second < 20) {
          assertEquals("still here", harness.lineTo(peers.get(9).send("still here\n")));
        }
      }
    }
  }

  @Test
  @DisplayName("O2: replies that are still to come are delivered to those who are sent away")
  void repliesAreDelivered() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.send("later\n");
      harness.turnUntil(() -> !harness.log.later.isEmpty());
      CompletableFuture<Void> done = harness.loop.drain(0, true);
      harness.turn();
      assertTrue(done.isDone());
      assertEquals("please reconnect", harness.lineTo(peer));
      assertFalse(peer.hasBytes());
      harness.loop.tasks().execute(harness.log.later.get(0));
      assertEquals("at last", harness.lineTo(peer));
      assertTrue(peer.isAtEnd());
    }
  }

  @Test
  @DisplayName("O2: with nobody there, or nobody left, there is nothing to wait for")
  void emptyLoopIsDrainedAtOnce() throws Exception {
    try (var harness = LoopHarness.ready()) {
      CompletableFuture<Void> empty = harness.loop.drain(Duration.ofHours(1).toNanos(), false);
      harness.turn();
      assertTrue(empty.isDone());
      Peer peer = harness.connect();
      CompletableFuture<Void> one = harness.loop.drain(Duration.ofHours(1).toNanos(), false);
      harness.turn();
      assertFalse(one.isDone());
      peer.hangUp();
      harness.turnUntil(one::isDone);
    }
  }

  @Test
  @DisplayName("O2: a drain stops listening, acknowledges what is being recorded, and reports")
  @SuppressWarnings("try") // who closes first is what is tested
  void drainReports() throws Exception {
    StratumServer server = server(options -> options);
    try (MockMiner alice = MockMiner.connect(server.address());
        MockMiner bob = MockMiner.connect(server.address())) {
      alice.subscribe().authorize("alice", "x");
      bob.subscribe().authorize("bob", "x");
      assertTrue(alice.submit(alice.takeJob().solve()).isAccepted());
      shares.holding();
      var late = bob.submitAsync(bob.takeJob().solve());
      shares.awaitShares(2);
      CompletableFuture<DrainReport> report = drain(server, Duration.ofMillis(300));
      alice.expectClosed();
      alice.close();
      assertFalse(report.isDone());
      shares.completeAll();
      assertTrue(bob.awaitSubmit(late).isAccepted());
      bob.expectClosed();
      bob.close();
      DrainReport ended = report.get(10, TimeUnit.SECONDS);
      assertEquals(2, ended.connections());
      assertEquals(0, ended.cut());
      assertEquals(new ShareCounts(2, 2, 0), ended.shares());
      assertTrue(ended.toString().contains("2 shares accepted, 2 acknowledged"));
      assertThrows(ConnectException.class, () -> Peer.connect(server.address()));
    }
  }

  @Test
  @DisplayName("O2: a share the sink never answered for is reported as unacknowledged")
  void unacknowledgedSharesAreReported() throws Exception {
    StratumServer server = server(options -> options.closeTimeout(Duration.ofMillis(200)));
    shares.holding();
    try (MockMiner miner = MockMiner.connect(server.address())) {
      miner.subscribe().authorize("alice", "x");
      miner.submitAsync(miner.takeJob().solve());
      shares.awaitShares(1);
      DrainReport report = server.drain(Duration.ZERO);
      assertEquals(new ShareCounts(1, 0, 0), report.shares());
      assertEquals(1, report.shares().unacknowledged());
      assertEquals(1, report.cut());
    }
    shares.completeAll();
  }

  @Test
  @DisplayName("O2: a share that could not be recorded is told so, and counted apart")
  void sharesThatWereNotRecorded() throws Exception {
    StratumServer server = server(options -> options);
    shares.failing(new IOException("scripted"));
    try (MockMiner miner = MockMiner.connect(server.address())) {
      miner.subscribe().authorize("alice", "x");
      assertFalse(miner.submit(miner.takeJob().solve()).isAccepted());
      assertEquals(new ShareCounts(1, 0, 1), drain(server, Duration.ZERO).get().shares());
    }
  }

  @Test
  @DisplayName("O2: miners are asked to connect anew, if that was wished")
  @SuppressWarnings("try") // who closes first is what is tested
  void minersAreAskedToReconnect() throws Exception {
    StratumServer server = server(options -> options.reconnectOnDrain(true));
    try (Peer miner = Peer.connect(server.address());
        Peer stranger = Peer.connect(server.address())) {
      miner.send("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}\n");
      miner.send("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"x\"]}\n");
      for (int i = 0; i < 4; i++) {
        miner.line();
      }
      stranger.send("{\"id\":1,\"method\":\"mining.ping\",\"params\":[]}\n").line();
      CompletableFuture<DrainReport> report = drain(server, Duration.ZERO);
      assertEquals("{\"id\":null,\"method\":\"client.reconnect\",\"params\":[]}\n", miner.rest());
      assertEquals("", stranger.rest(), "who is not logged in is told nothing");
      miner.close();
      stranger.close();
      assertEquals(2, report.get(10, TimeUnit.SECONDS).connections());
    }
  }

  @Test
  @DisplayName("O2: close() ends a drain that takes its time")
  void closeEndsADrain() throws Exception {
    StratumServer server = server(options -> options.closeTimeout(Duration.ofMillis(200)));
    try (MockMiner miner = MockMiner.connect(server.address())) {
      miner.subscribe().authorize("alice", "x");
      CompletableFuture<DrainReport> report = drain(server, Duration.ofHours(1));
      connectUntilRefused(server);
      server.close();
      assertTrue(report.get(10, TimeUnit.SECONDS).connections() >= 1);
    }
  }

  @Test
  void drainOfWhatDoesNotRunIsRefused() throws Exception {
    StratumServer server =
        StratumServer.builder(new Jobs.OneJob(), Authorizer.acceptAll())
            .bind("127.0.0.1", 0)
            .build();
    assertThrows(IllegalStateException.class, () -> server.drain(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> server.drain(Duration.ofSeconds(-1)));
    server.close();
  }

  private StratumServer server(UnaryOperator<ServerBuilder> options) throws IOException {
    var jobs = new ManualJobSource();
    jobs.publishClean(TestJobs.next());
    StratumServer server =
        options
            .apply(
                StratumServer.builder(jobs, Authorizer.acceptAll())
                    .name("drain")
                    .bind("127.0.0.1", 0)
                    .loops(2)
                    .difficulty(DifficultyPolicy.fixed(0.00001))
                    .shareSink(shares))
            .build();
    server.start();
    return server;
  }

  private static CompletableFuture<DrainReport> drain(StratumServer server, Duration spread) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return server.drain(spread);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "draining").start());
  }

  /** Connects again and again; the listener is closed soon. */
  private static void connectUntilRefused(StratumServer server) throws IOException {
    int tries = 0;
    while (!isRefused(server)) {
      assertTrue(tries++ < 100_000, "the listener was never closed");
    }
  }

  /** Reset is not refused: that one was in the backlog when the listener was closed. */
  private static boolean isRefused(StratumServer server) throws IOException {
    try {
      Peer.connect(server.address()).close();
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (SocketException reset) {
      return false;
    }
  }

  private static int ended(List<Peer> peers) throws IOException {
    int ended = 0;
    for (Peer peer : peers) {
      ended += peer.isEnded() ? 1 : 0;
    }
    return ended;
  }
}
