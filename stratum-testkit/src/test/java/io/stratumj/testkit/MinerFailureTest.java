package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class MinerFailureTest {
  private static final MinerOptions IMPATIENT =
      MinerOptions.DEFAULTS.withTimeout(Duration.ofMillis(200));

  @Test
  void waitingInVainEndsWithTheTranscript() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.expect("mining.subscribe");
                  talk.say(ScriptedPool.SUBSCRIBED);
                  talk.awaitEnd();
                });
        var miner =
            MockMiner.connect(pool.address(), IMPATIENT.withTimeout(Duration.ofSeconds(1)))) {
      miner.subscribe();
      MinerFailure failure = fails(miner::takeJob, "waited PT1S for a job");
      assertTrue(failure.getMessage().contains("C> {\"id\":1,\"method\":\"mining.subscribe\""));
      assertTrue(failure.getMessage().contains("S> " + ScriptedPool.SUBSCRIBED));
      assertTrue(failure.getMessage().endsWith(failure.transcript()));
    }
  }

  @Test
  void everyWaitIsBounded() throws IOException {
    try (var pool = ScriptedPool.following(ScriptedPool.Talk::awaitEnd);
        var miner = MockMiner.connect(pool.address(), IMPATIENT)) {
      fails(miner::take, "for a line");
      fails(miner::readLine, "for a line");
      fails(miner::takeReply, "for a reply");
      fails(miner::expectClosed, "for the pool to close");
      fails(() -> miner.takeNotification("mining.ping"), "for mining.ping");
      fails(() -> miner.awaitDifficulty(2), "for difficulty 2");
    }
  }

  @Test
  void aReplyThatNeverComesIsNamed() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.expect("mining.ping");
                  talk.say("{\"id\":2,\"result\":true,\"error\":null}");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address(), IMPATIENT)) {
      fails(() -> miner.call("mining.ping"), "for a reply to id 1");
    }
  }

  @Test
  void aPoolThatClosesFailsWhoeverWaits() throws IOException {
    try (var pool = ScriptedPool.following(talk -> talk.expect("mining.subscribe"));
        var miner = MockMiner.connect(pool.address())) {
      fails(miner::subscribe, "the pool closed the connection before it sent a reply to id 1");
      fails(miner::takeJob, "the pool closed the connection before it sent a job");
    }
  }

  @Test
  void aRefusedHandshakeFails() throws IOException {
    String refusal = "\"result\":null,\"error\":[24,\"Unauthorized worker\",null]}";
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.read();
                  talk.say("{\"id\":1," + refusal);
                  talk.read();
                  talk.say("{\"id\":2," + refusal);
                  talk.read();
                  talk.say("{\"id\":3,\"result\":{\"version-rolling\":false},\"error\":null}");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      fails(() -> miner.authorize("a", "x"), "authorize of a failed");
      fails(miner::subscribe, "subscribe failed");
      fails(miner::versionRolling, "version rolling failed");
      fails(miner::extranonce1, "not subscribed");
    }
  }

  @Test
  void aLineThatNoMinerUnderstandsFailsWhoeverWaits() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.sayRaw("\u0007\n");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      MinerFailure failure = fails(miner::takeJob, "the pool said what no miner understands");
      assertTrue(failure.transcript().contains("S> \\u0007"), "escaped");
      assertEquals("\u0007", miner.readLine());
    }
  }

  @Test
  void aPoolThatIsNotThereIsNamed() throws IOException {
    SocketAddress address;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = closed.getLocalSocketAddress();
    }
    fails(() -> MockMiner.connect(address), "cannot connect to " + address);
  }

  @Test
  void anAcceptedShareHasNoReason() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.handshake();
                  talk.read();
                  talk.say("{\"id\":3,\"result\":true,\"error\":null}");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.subscribe().authorize("a", "x");
      SubmitReply reply = miner.submit(miner.takeJob().solve());
      fails(reply::reason, "the share was accepted");
    }
  }

  private static MinerFailure fails(Executable action, String problem) {
    MinerFailure failure = assertThrows(MinerFailure.class, action);
    assertTrue(failure.getMessage().contains(problem), failure::getMessage);
    return failure;
  }
}
