package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MockMinerTest {
  @Test
  void minesAShareFromHandshakeToReply() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.handshake();
                  talk.expect("{\"id\":3,\"method\":\"mining.submit\",\"params\":[\"alice.rig1\"");
                  talk.say("{\"id\":3,\"result\":true,\"error\":null}");
                  talk.expect("\"params\":[\"alice.rig1\",\"1\",\"01000000\",\"6b0313e4\"");
                  talk.say("{\"id\":4,\"result\":null,\"error\":[21,\"Stale share\",null]}");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.subscribe().authorize("alice.rig1", "x");
      MinerJob job = miner.takeJob();
      assertTrue(miner.submit(job.solve()).isAccepted());
      assertEquals(RejectReason.STALE, miner.submit(job.solve()).reason());
    }
  }

  @Test
  void tellsWhatTheSubscriptionGave() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.expect("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"rig/2\"]}");
                  talk.say(ScriptedPool.SUBSCRIBED);
                  talk.awaitEnd();
                });
        var miner =
            MockMiner.connect(pool.address(), MinerOptions.DEFAULTS.withUserAgent("rig/2"))) {
      miner.subscribe();
      assertEquals("10000001", miner.extranonce1());
      assertEquals(4, miner.extranonce2Size());
      assertEquals("s1", miner.sessionId());
      assertEquals(Difficulty.ONE, miner.difficulty());
    }
  }

  @Test
  void asksForItsOldSessionWhenItResumes() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.expect("\"params\":[\"mockminer/1\",\"token\"]");
                  talk.say(ScriptedPool.SUBSCRIBED);
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.resume("token");
    }
  }

  @Test
  void aNewDifficultyHoldsFromTheNextJobOn() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.handshake();
                  talk.say(
                      ScriptedPool.notify("2", false),
                      "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[0.5]}",
                      ScriptedPool.notify("3", false));
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.subscribe().authorize("a", "x").awaitDifficulty(0.5);
      assertEquals(Difficulty.of(0.00001), miner.takeJob().difficulty());
      assertEquals(Difficulty.of(0.00001), miner.takeJob().difficulty());
      assertEquals(Difficulty.of(0.5), miner.takeJob().difficulty());
    }
  }

  @Test
  void waitsForAnotherDifficulty() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.say(ScriptedPool.DIFFICULTY);
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      assertEquals(Difficulty.of(0.00001), miner.awaitDifficultyOtherThan(Difficulty.ONE));
    }
  }

  @Test
  void aNewExtranonceHoldsFromTheNextJobOn() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.handshake();
                  talk.expect("mining.extranonce.subscribe");
                  talk.say(
                      "{\"id\":3,\"result\":true,\"error\":null}",
                      "{\"id\":null,\"method\":\"mining.set_extranonce\",\"params\":[\"beef\",2]}",
                      ScriptedPool.notify("2", true));
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.subscribe().authorize("a", "x").extranonceSubscribe();
      MinerJob before = miner.takeJob();
      MinerJob after = miner.takeJob();
      assertEquals(8, before.solve().extranonce2().length());
      assertEquals("0100", after.solve().extranonce2());
      assertEquals("beef", miner.extranonce1());
      assertEquals("beef", miner.takeNotification("mining.set_extranonce").text(0));
    }
  }

  @Test
  void rollsVersionBitsInsideTheNegotiatedMask() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.expect(
                      "\"mining.configure\",\"params\":[[\"version-rolling\"],"
                          + "{\"version-rolling.mask\":\"1fffe000\"}]");
                  talk.say(
                      "{\"id\":1,\"result\":{\"version-rolling\":true,"
                          + "\"version-rolling.mask\":\"00ffe000\"},\"error\":null}");
                  talk.expect("mining.subscribe");
                  talk.say(ScriptedPool.SUBSCRIBED.replace("\"id\":1", "\"id\":2"));
                  talk.say(
                      ScriptedPool.DIFFICULTY,
                      ScriptedPool.notify("1", true),
                      "{\"id\":null,\"method\":\"mining.set_version_mask\","
                          + "\"params\":[\"0000e000\"]}",
                      ScriptedPool.notify("2", false));
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.versionRolling().subscribe();
      MinerJob job = miner.takeJob();
      Solution rolled = job.withVersionBits(0x00002000).solve();
      assertEquals("00002000", rolled.versionBits().orElseThrow());
      assertEquals("00200020", job.header(rolled).slice(0, 4).toHex());
      assertEquals("00000000", job.solve().versionBits().orElseThrow());
      assertEquals(new VersionMask(0xe000), miner.takeJob().versionMask().orElseThrow());
    }
  }

  @Test
  void submitsManySharesInOneWrite() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.handshake();
                  for (int id = 3; id < 13; id++) {
                    talk.expect("{\"id\":" + id + ",\"method\":\"mining.submit\"");
                  }
                  for (int id = 12; id > 2; id--) {
                    talk.say("{\"id\":" + id + ",\"result\":" + (id % 2 == 0) + ",\"error\":null}");
                  }
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      MinerJob job = miner.subscribe().authorize("a", "x").takeJob();
      List<Solution> solutions = List.of(job.solve(), job.solve(), job.solve());
      List<Solution> ten = IntStream.range(0, 10).mapToObj(i -> solutions.get(i % 3)).toList();
      List<Boolean> accepted = miner.submitAll(ten).stream().map(SubmitReply::isAccepted).toList();
      assertEquals(
          List.of(false, true, false, true, false, true, false, true, false, true), accepted);
    }
  }

  @Test
  void numbersRequestsAsItIsTold() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.expect("{\"id\":\"auth\",");
                  talk.expect("{\"id\":\"auth\",");
                  talk.say(
                      "{\"id\":\"auth\",\"result\":1,\"error\":null}",
                      "{\"id\":\"auth\",\"result\":2,\"error\":null}");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.numberedBy(n -> new RequestId("\"auth\""));
      RequestId first = miner.callAsync("a");
      RequestId second = miner.callAsync("b");
      assertEquals("1", miner.awaitReply(first).result());
      assertEquals("2", miner.awaitReply(second).result());
    }
  }

  @Test
  void answersWhatThePoolAsks() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.say("{\"id\":\"p\",\"method\":\"mining.ping\",\"params\":[]}");
                  talk.expect("{\"id\":\"p\",\"result\":\"pong\",\"error\":null}");
                  talk.say("{\"id\":7,\"method\":\"client.get_version\",\"params\":[]}");
                  talk.expect("{\"id\":7,\"result\":\"mockminer/1\",\"error\":null}");
                  talk.say("{\"id\":null,\"method\":\"client.show_message\",\"params\":[\"hi\"]}");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      assertEquals("hi", miner.takeNotification("client.show_message").text(0));
      assertEquals("\"p\"", miner.takeNotification("mining.ping").id().json());
    }
  }

  @Test
  void canLeaveThePoolWithoutAnAnswer() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.say("{\"id\":1,\"method\":\"mining.ping\",\"params\":[]}");
                  talk.expect("enough");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address(), MinerOptions.DEFAULTS.ignoringPool())) {
      miner.takeNotification("mining.ping");
      miner.send("enough");
    }
  }

  @Test
  void deliversEachLineOnceInTheOrderOfTheWire() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.handshake();
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.subscribe().authorize("a", "x");
      assertEquals("1", miner.takeJob().jobId());
      assertEquals(ScriptedPool.DIFFICULTY, miner.readLine());
      assertEquals(List.of(), miner.takeWaiting());
      assertEquals(
          List.of(
              ScriptedPool.SUBSCRIBED,
              ScriptedPool.TRUE_2,
              ScriptedPool.DIFFICULTY,
              ScriptedPool.notify("1", true)),
          miner.transcript().poolLines());
    }
  }

  @Test
  void sendsHandWrittenLinesAndUnderstandsWhatTheyBring() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.expect("{\"method\":\"mining.subscribe\",\"id\":1}");
                  talk.expect("half a line, and the rest");
                  talk.say(ScriptedPool.SUBSCRIBED, ScriptedPool.notify("1", true));
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.send("{\"method\":\"mining.subscribe\",\"id\":1}");
      miner.sendBytes("half a line".getBytes(StandardCharsets.UTF_8)).send(", and the rest");
      assertEquals(RequestId.of(1), miner.takeReply().id());
      Solution solution = miner.takeJob().solveBelow(Target.MAX);
      assertEquals("00000000", solution.extranonce2());
    }
  }

  @Test
  void configuresAnything() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.expect("[[\"minimum-difficulty\"],{\"minimum-difficulty.value\":2048}]");
                  talk.say("{\"id\":1,\"result\":{\"minimum-difficulty\":true},\"error\":null}");
                  talk.expect("\"mining.suggest_difficulty\",\"params\":[0.25]");
                  talk.say("{\"id\":2,\"result\":true,\"error\":null}");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      Reply reply =
          miner.configure(List.of("minimum-difficulty"), Map.of("minimum-difficulty.value", 2048));
      assertEquals("{\"minimum-difficulty\":true}", reply.result());
      assertFalse(reply.isError());
      assertNotEquals(reply.line(), miner.suggestDifficulty(0.25).transcript().toString());
    }
  }

  @Test
  void givesWhatCameBeforeTheEnd() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk ->
                    talk.sayRaw(
                        "{\"id\":null,\"result\":null,\"error\":[20,\"x\",null]}\r\nhalf"));
        var miner = MockMiner.connect(pool.address())) {
      List<PoolLine> lines = miner.expectClosed();
      assertEquals(2, lines.size());
      assertEquals(20, ((Reply) lines.get(0)).errorCode().orElseThrow());
      assertEquals("half", lines.get(1).line());
      assertTrue(miner.transcript().toString().contains("## closed by the pool"));
    }
  }

  @Test
  void submitsUnderAnyAuthorizedName() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.handshake();
                  talk.expect("\"mining.authorize\",\"params\":[\"b\",\"y\"]");
                  talk.say("{\"id\":3,\"result\":true,\"error\":null}");
                  talk.expect("\"mining.submit\",\"params\":[\"a\"");
                  talk.expect("\"mining.submit\",\"params\":[\"b\"");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.subscribe().authorize("a", "x").authorize("b", "y");
      Solution solution = miner.takeJob().solve();
      miner.submitAsync(solution);
      miner.submitAsync(solution.withWorker("b"));
      assertEquals(List.of("a", "b"), miner.workers());
    }
  }
}
