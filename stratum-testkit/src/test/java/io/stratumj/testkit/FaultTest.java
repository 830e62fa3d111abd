package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FaultTest {
  @Test
  void aResetReachesThePoolAsAReset() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> assertThrows(SocketException.class, () -> talk.in().read()));
        var miner = MockMiner.connect(pool.address())) {
      miner.inject(Fault.reset());
      assertTrue(miner.transcript().toString().contains("## Reset[]"));
    }
  }

  @Test
  void aHalfCloseReachesThePoolAsAnEndAndStillReads() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.awaitEnd();
                  talk.say(ScriptedPool.DIFFICULTY);
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.inject(Fault.halfClose());
      assertEquals(ScriptedPool.DIFFICULTY, miner.readLine());
      assertThrows(MinerFailure.class, () -> miner.send("too late"));
    }
  }

  @Test
  void fragmentsArriveAsTheWholeLine() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  assertEquals("{\"id\":1,\"method\":\"mining.ping\",\"params\":[]}", talk.read());
                  talk.say("{\"id\":1,\"result\":\"pong\",\"error\":null}");
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.inject(Fault.fragmentWrites(1));
      assertEquals("\"pong\"", miner.call("mining.ping").result());
    }
  }

  @Test
  void garbageArrivesAsItIsAndIsTheSameForTheSameSeed() throws IOException {
    assertEquals(Fault.garbage(7, 40), Fault.garbage(7, 40));
    Bytes garbage = ((Fault.Garbage) Fault.garbage(7, 40)).bytes();
    try (var pool =
            ScriptedPool.following(
                talk -> assertArrayEquals(garbage.toByteArray(), talk.in().readNBytes(40)));
        var miner = MockMiner.connect(pool.address())) {
      miner.inject(Fault.garbage(7, 40));
      miner.expectClosed();
    }
  }

  @Test
  void aStalledMinerStopsThePoolsWritesUntilItReadsAgain() throws IOException {
    AtomicLong begun = new AtomicLong();
    String line = "{\"id\":null,\"method\":\"client.show_message\",\"params\":[\"x\"]}\n";
    int lines = 20_000;
    MinerOptions options =
        MinerOptions.DEFAULTS.withReceiveBuffer(4096).withTimeout(Duration.ofSeconds(1));
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.socket().setSendBufferSize(4096);
                  for (int i = 0; i < lines; i++) {
                    // Before it is written: the miner may have read it when that returns.
                    begun.incrementAndGet();
                    talk.sayRaw(line);
                  }
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address(), options)) {
      miner.inject(Fault.stallReading());
      MinerFailure failure = assertThrows(MinerFailure.class, miner::take);
      assertTrue(failure.getMessage().contains("reading is stalled"), failure::getMessage);
      assertTrue(begun.get() < lines, "the pool wrote everything into a miner that reads nothing");
      miner.inject(Fault.resumeReading());
      for (int i = 0; i < lines; i++) {
        miner.takeNotification("client.show_message");
      }
      assertEquals(lines, begun.get());
    }
  }

  @Test
  void twoPeersThatOnlyWriteDoNotBlockEachOther() throws IOException {
    String line = "x".repeat(1000);
    int lines = 20_000;
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  for (int i = 0; i < lines; i++) {
                    talk.say("{\"id\":null,\"method\":\"" + line + "\",\"params\":[]}");
                  }
                  for (int i = 0; i < lines; i++) {
                    talk.expect(line);
                  }
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address(), MinerOptions.DEFAULTS)) {
      for (int i = 0; i < lines; i++) {
        miner.send(line);
      }
    }
  }

  @Test
  void anOversizeLineArrivesWhole() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  assertEquals(20_000, talk.read().length());
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.inject(Fault.oversizeLine(20_000));
    }
  }

  @Test
  void aPoolMayCloseInTheMiddleOfAnOversizeLine() throws IOException {
    try (var pool = ScriptedPool.following(talk -> talk.in().readNBytes(10));
        var miner = MockMiner.connect(pool.address())) {
      miner.inject(Fault.oversizeLine(50_000_000));
      miner.expectClosed();
    }
  }

  @Test
  void aSlowReaderHearsEverythingInTheEnd() throws IOException {
    String line = "{\"id\":null,\"method\":\"client.show_message\",\"params\":[\"x\"]}";
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  for (int i = 0; i < 5; i++) {
                    talk.say(line);
                  }
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      miner.inject(Fault.slowReading(20, Duration.ofMillis(1)));
      for (int i = 0; i < 5; i++) {
        assertEquals(line, miner.readLine());
      }
      miner.inject(Fault.resumeReading());
    }
  }

  @Test
  void jobsTakenWithASkewedClockAreSolvedWithAnotherTime() throws IOException {
    try (var pool =
            ScriptedPool.following(
                talk -> {
                  talk.say(ScriptedPool.notify("1", true), ScriptedPool.notify("2", true));
                  talk.awaitEnd();
                });
        var miner = MockMiner.connect(pool.address())) {
      int time = miner.takeJob().nTime();
      miner.inject(Fault.skewedClock(-7200));
      assertEquals(time - 7200, miner.takeJob().nTime());
    }
  }

  @Test
  void faultsOfNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Fault.oversizeLine(0));
    assertThrows(IllegalArgumentException.class, () -> Fault.slowReading(0, Duration.ofMillis(1)));
    assertThrows(IllegalArgumentException.class, () -> Fault.slowReading(1, Duration.ZERO));
  }

  @Test
  void aPieceHasAtLeastOneByte() {
    assertThrows(IllegalArgumentException.class, () -> Fault.fragmentWrites(0));
  }
}
