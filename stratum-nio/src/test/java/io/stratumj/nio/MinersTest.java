package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.RejectReason;
import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.session.ShareOverflow;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.RecordingBlockSink;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.SubmitReply;
import io.stratumj.testkit.TestJobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The whole server, and miners that mine. */
class MinersTest {
  private static final double EASY = 0.00001;
  private static final String HANDSHAKE =
      """
      {"id":1,"method":"mining.subscribe","params":[]}
      {"id":2,"method":"mining.authorize","params":["a.b","x"]}
      """;

  private final ManualJobSource jobs = new ManualJobSource();
  private final RecordingSink shares = new RecordingSink();
  private final RecordingBlockSink blocks = new RecordingBlockSink();
  private final BlockingQueue<DisconnectReason> ended = new LinkedBlockingQueue<>();
  private final AtomicReference<Runnable> onSubscribed = new AtomicReference<>(() -> {});
  private StratumServer server;

  @BeforeEach
  void startServer() throws IOException {
    jobs.publishClean(TestJobs.next());
    server =
        StratumServer.builder(jobs, Authorizer.acceptAll())
            .name("miners")
            .bind("127.0.0.1", 0)
            .loops(2)
            .difficulty(DifficultyPolicy.fixed(EASY))
            .shareSink(shares)
            .blockSink(blocks)
            .protocol(protocol -> protocol.sessionListener(listener()))
            .build();
    server.start();
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  @DisplayName("H1, H2: a handshake in one packet is answered, and work follows")
  void rawHandshakeGetsWork() throws IOException {
    try (Peer peer = Peer.connect(server.address())) {
      peer.send(HANDSHAKE);
      assertTrue(peer.line().startsWith("{\"id\":1,\"result\":[[["));
      assertEquals("{\"id\":2,\"result\":true,\"error\":null}", peer.line());
      assertEquals(
          "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[0.00001]}", peer.line());
      assertTrue(peer.line().startsWith("{\"id\":null,\"method\":\"mining.notify\",\"params\":["));
    }
  }

  @Test
  void sharesAreAcceptedAndOldOnesAreStale() {
    try (MockMiner miner = MockMiner.connect(server.address())) {
      miner.subscribe().authorize("alice.rig1", "x");
      MinerJob old = miner.takeJob();
      assertAccepted(miner.submit(old.solve()));
      jobs.publishClean(TestJobs.next());
      MinerJob fresh = miner.takeCleanJob();
      assertEquals(RejectReason.STALE, miner.submit(old.solve()).reason());
      assertAccepted(miner.submit(fresh.solve()));
      assertEquals(2, shares.awaitShares(2).size());
    }
  }

  @Test
  @DisplayName("S7: the reply comes back to the loop when the sink has recorded on its own thread")
  void replyWaitsForTheSink() {
    shares.holding();
    try (MockMiner miner = MockMiner.connect(server.address())) {
      miner.subscribe().authorize("alice.rig1", "x");
      var id = miner.submitAsync(miner.takeJob().solve());
      shares.awaitShares(1);
      shares.completeAll();
      assertAccepted(miner.awaitSubmit(id));
    }
  }

  @Test
  @DisplayName("S8: a block goes to the sink on a thread of its own")
  void blockReachesTheSink() {
    jobs.publishClean(TestJobs.sequence().withEasyBlocks().newTip());
    try (MockMiner miner = MockMiner.connect(server.address())) {
      miner.subscribe().authorize("alice.rig1", "x");
      MinerJob job = miner.takeJob();
      assertAccepted(miner.submit(job.solve()));
      assertEquals(1, blocks.awaitCandidates(1).size());
    }
  }

  @Test
  @DisplayName("FRM-15: handshake, then half-close: the replies arrive, then the server closes")
  void halfClosedHandshakeIsAnswered() throws Exception {
    try (Peer peer = Peer.connect(server.address())) {
      peer.send(HANDSHAKE).finishSending();
      String all = peer.rest();
      assertTrue(all.contains("{\"id\":2,\"result\":true,\"error\":null}\n"), all);
      assertTrue(all.contains("mining.notify"), all);
      assertEquals(DisconnectReason.CLIENT_CLOSED, nextEnded());
    }
  }

  @Test
  @DisplayName(
      "S7, O1: a share that is being recorded when the server closes is acknowledged still")
  @SuppressWarnings("try") // who closes first is what is tested
  void closingWaitsForAcknowledgements() throws Exception {
    shares.holding();
    try (MockMiner miner = MockMiner.connect(server.address());
        MockMiner idle = MockMiner.connect(server.address())) {
      idle.subscribe().authorize("bob", "x");
      miner.subscribe().authorize("alice.rig1", "x");
      var id = miner.submitAsync(miner.takeJob().solve());
      shares.awaitShares(1);
      Thread closing = new Thread(server::close);
      closing.start();
      idle.expectClosed();
      shares.completeAll();
      assertAccepted(miner.awaitSubmit(id));
      miner.close();
      closing.join();
      assertEquals(DisconnectReason.SERVER_CLOSING, nextEnded());
      assertEquals(DisconnectReason.SERVER_CLOSING, nextEnded());
    }
  }

  @Test
  @DisplayName("O1: close() called by a callback, on a loop's own thread, does not wait for itself")
  void callbackMayCloseTheServer() throws Exception {
    onSubscribed.set(server::close);
    try (MockMiner miner = MockMiner.connect(server.address())) {
      miner.subscribe();
      miner.expectClosed();
      assertTrue(server.awaitTermination(Duration.ofSeconds(10)));
    }
  }

  private static void assertAccepted(SubmitReply reply) {
    assertTrue(reply.isAccepted(), reply::line);
  }

  private DisconnectReason nextEnded() throws InterruptedException {
    DisconnectReason reason = ended.poll(10, TimeUnit.SECONDS);
    if (reason == null) {
      throw new AssertionError("no session ended");
    }
    return reason;
  }

  @Test
  @DisplayName(
      "S7: with pause, a pool that is behind leaves shares in the network and refuses none")
  void pausedMinerLosesNoShare() throws IOException {
    shares.holding();
    ManualJobSource itsJobs = new ManualJobSource();
    itsJobs.publishClean(TestJobs.next());
    try (StratumServer pausing =
        StratumServer.builder(itsJobs, Authorizer.acceptAll())
            .bind("127.0.0.1", 0)
            .difficulty(DifficultyPolicy.fixed(EASY))
            .shareSink(shares)
            .protocol(
                protocol ->
                    protocol
                        .limits(SessionLimits.builder().pendingShares(2).build())
                        .shareOverflow(ShareOverflow.PAUSE_READING))
            .build()) {
      pausing.start();
      try (MockMiner miner = MockMiner.connect(pausing.address())) {
        MinerJob job = miner.subscribe().authorize("a.b", "x").takeJob();
        List<RequestId> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
          ids.add(miner.submitAsync(job.solve()));
        }
        for (int i = 0; i < 7; i++) {
          shares.awaitShares(Math.min(7, i + 2));
          assertTrue(shares.heldCount() <= 2);
          shares.completeNext();
          assertTrue(miner.awaitSubmit(ids.get(i)).isAccepted());
        }
      }
    }
  }

  private SessionListener listener() {
    return new SessionListener() {
      @Override
      public void subscribed(SessionInfo session) {
        onSubscribed.get().run();
      }

      @Override
      public void disconnected(SessionInfo session, DisconnectReason reason) {
        ended.add(reason);
      }
    };
  }
}
