package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Job;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.testkit.TestJobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One loop, turned by the test, over real sockets. */
class EventLoopTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void manyLinesInOneReadAreAnsweredByOneWrite() throws IOException {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.send("one\ntwo\nthree\n");
      assertEquals("one", harness.lineTo(peer));
      assertEquals(1, harness.log.receives);
      assertEquals("two", peer.line());
      assertEquals("three", peer.line());
    }
  }

  @Test
  void oneLineInManySegmentsIsOneLine() throws IOException {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      for (char piece : "slowly\n".toCharArray()) {
        peer.send(String.valueOf(piece));
        int before = harness.log.receives;
        harness.turnUntil(() -> harness.log.receives > before);
      }
      assertEquals(7, harness.log.receives);
      assertEquals("slowly", harness.lineTo(peer));
    }
  }

  @Test
  void moreThanOneBufferArrivesWhole() throws IOException {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      String line = "x".repeat(3 * LoopBuffers.READ_BYTES);
      peer.send(line + "\n");
      assertEquals(line, harness.lineTo(peer));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, ConnectionSet.FEW - 1, ConnectionSet.FEW, ConnectionSet.FEW + 1, 40})
  @DisplayName("F5: all that have something to say at once are answered in one turn")
  void manyAreAnsweredInOneTurn(int count) throws IOException {
    try (var harness = LoopHarness.ready()) {
      List<Peer> peers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        peers.add(harness.connect());
      }
      for (Peer peer : peers) {
        peer.send("hello\n");
      }
      while (harness.log.receives < count) {
        harness.turn();
      }
      for (Peer peer : peers) {
        assertEquals("hello", peer.line(), "without another turn");
      }
    }
  }

  @Test
  @DisplayName("L7: connections that break while a job is shown keep it from no other")
  void brokenConnectionsDoNotKeepTheJobFromOthers() throws Exception {
    try (var harness = LoopHarness.ready()) {
      List<Peer> peers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        peers.add(harness.connect());
      }
      for (int i = 0; i < 30; i += 3) {
        peers.get(i).abort();
      }
      harness.board.publish(TestJobs.next());
      harness.turnUntil(() -> harness.loop.load() == 20);
      for (int i = 0; i < 30; i++) {
        if (i % 3 != 0) {
          assertEquals("job 2", harness.lineTo(peers.get(i)));
        }
      }
    }
  }

  @Test
  @DisplayName("S7, O2: what is answered while the loop closes is sent")
  void lastRepliesAreSent() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.send("later\n");
      harness.turnUntil(() -> !harness.log.later.isEmpty());
      harness.loop.tasks().execute(harness.log.later.get(0));
      harness.loop.close();
      assertEquals("at last", peer.line());
    }
  }

  @Test
  @DisplayName("J3: each loop notices the newest job and offers it to every connection")
  void newJobReachesEveryConnection() throws IOException {
    List<Peer> peers = new ArrayList<>();
    try (var harness = LoopHarness.ready()) {
      for (int i = 0; i < 500; i++) {
        peers.add(harness.connect());
      }
      harness.publish();
      String expected = "job " + harness.board.current().orElseThrow().id();
      for (Peer peer : peers) {
        assertEquals(expected, peer.line());
      }
      harness.turn();
      for (Peer peer : peers) {
        assertFalse(peer.hasBytes(), "a job was offered twice");
      }
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
  }

  @Test
  @DisplayName("J7: work that comes back unchanged reaches those who came while there was none")
  void unchangedWorkThatComesBackIsOffered() throws Exception {
    try (var harness = new LoopHarness(builder -> builder)) {
      Job job = TestJobs.next();
      harness.board.publish(job);
      harness.turn();
      harness.board.unavailable("scripted");
      harness.turn();
      try (Peer peer = harness.connect()) {
        assertFalse(peer.hasBytes(), "there is no work");
        harness.board.publish(job);
        harness.turn();
        assertEquals("job " + harness.board.current().orElseThrow().id(), peer.line());
        harness.turn();
        assertFalse(peer.hasBytes(), "a job was offered twice");
      }
    }
  }

  @Test
  @DisplayName("J3: the first job is offered once, although it also ends the time without work")
  void firstJobIsOfferedOnce() throws Exception {
    try (var harness = new LoopHarness(builder -> builder.acceptBeforeFirstJob(true));
        Peer peer = harness.connect()) {
      harness.publish();
      assertEquals("job " + harness.board.current().orElseThrow().id(), peer.line());
      harness.turn();
      assertFalse(peer.hasBytes(), "a job was offered twice");
    }
  }

  @Test
  @DisplayName("H8: a quiet connection is left alone until its time comes or something happens")
  void quietConnectionsAreNotTicked() throws IOException {
    try (var harness = LoopHarness.ready();
        Peer speaking = harness.connect()) {
      Peer quiet = harness.connect();
      harness.log.quietNanos = SECOND.multipliedBy(10).toNanos();
      harness.pass(SECOND);
      assertEquals(2, harness.log.ticks, "both are looked at once, and say that they are quiet");
      speaking.send("hello\n");
      assertEquals("hello", harness.lineTo(speaking));
      harness.pass(SECOND);
      assertEquals(3, harness.log.ticks, "only the one that spoke");
      harness.pass(SECOND.multipliedBy(9));
      assertEquals(4, harness.log.ticks, "only the one whose ten seconds are over");
      quiet.close();
      harness.turnUntil(() -> harness.loop.load() == 1);
      harness.pass(SECOND);
      assertEquals(5, harness.log.ticks, "the other one, which has its place now");
    }
  }

  @Test
  @DisplayName("L7: an interrupt that a callback left behind does not keep select from waiting")
  void strayInterruptIsCleared() throws Exception {
    try (var harness = LoopHarness.ready()) {
      Thread.currentThread().interrupt();
      harness.turn();
      assertFalse(Thread.interrupted());
    }
  }

  @Test
  @DisplayName(
      "J3, L2: jobs a slow reader missed are not queued; it gets the newest when it drains")
  void slowReaderSkipsSupersededJobs() throws Exception {
    try (var harness = LoopHarness.ready(builder -> builder.outboundBytes(64 << 20));
        Peer slow = Peer.connectNarrow(harness.address())) {
      harness.turnUntil(() -> harness.loop.load() == 1);
      int floods = 100;
      slow.send("flood\n".repeat(floods));
      harness.turnUntil(() -> harness.log.receives > 0);
      for (int i = 0; i < 5; i++) {
        harness.publish();
      }
      String newest = "job " + harness.board.current().orElseThrow().id();
      var reading = new Reading(slow);
      harness.turnUntil(reading::isDone);
      assertEquals(newest, reading.line().replace("\0", ""), "the first line after the flood");
    }
  }

  @Test
  @DisplayName("L2: past the bound of waiting bytes a connection closes, and others do not notice")
  void slowReaderIsClosedPastTheBound() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer other = harness.connect();
        Peer slow = Peer.connectNarrow(harness.address())) {
      harness.turnUntil(() -> harness.loop.load() == 2);
      slow.send("flood\n".repeat(1000));
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      assertEquals(DisconnectReason.SLOW_READER, harness.log.nextClosed());
      assertEquals(1, harness.loop.load());
      assertEquals("still here", harness.lineTo(other.send("still here\n")));
    }
  }

  @Test
  @DisplayName(
      "H8: a connection that takes nothing while bytes wait is closed after the stall limit")
  void stalledWriteIsClosed() throws Exception {
    try (var harness = LoopHarness.ready(builder -> builder.outboundBytes(64 << 20));
        Peer slow = Peer.connectNarrow(harness.address())) {
      harness.turnUntil(() -> harness.loop.load() == 1);
      slow.send("flood\n".repeat(500));
      harness.turnUntil(() -> harness.log.receives > 0);
      harness.pass(Duration.ofSeconds(29));
      assertTrue(harness.log.closed.isEmpty());
      harness.pass(SECOND);
      assertEquals(DisconnectReason.SLOW_READER, harness.log.nextClosed());
    }
  }

  @Test
  @DisplayName("H8: with nothing to write there is no stall, however long it lasts")
  void idleConnectionIsNotTakenForAStalledOne() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      harness.pass(Duration.ofHours(1));
      assertEquals("hello", harness.lineTo(peer.send("hello\n")));
      harness.pass(SECOND);
      assertTrue(harness.log.closed.isEmpty());
    }
  }

  @Test
  @DisplayName(
      "L7: whoever held the loop is named, also when it was called while others were written to")
  void whoeverHeldTheLoopIsNamed() throws Exception {
    try (var harness = LoopHarness.ready(builder -> builder.outboundBytes(64 << 20));
        Peer slow = Peer.connectNarrow(harness.address())) {
      harness.turnUntil(() -> harness.loop.load() == 1);
      Peer other = harness.connect();
      slow.send("flood\n".repeat(100));
      harness.turnUntil(() -> harness.log.receives > 0);
      harness.callbacksTake(SECOND);
      List<String> held = new ArrayList<>();

      harness.publish();
      held.add("connection of peer 2");
      assertEquals(held, harness.held(SECOND), "shown a job");

      var reading = new Reading(slow);
      harness.turnUntil(reading::isDone);
      held.add("connection of peer 1");
      assertEquals(held, harness.held(SECOND), "shown the job once it has read what waited");

      assertEquals("job 2", harness.lineTo(other));
      other.send("bye\n");
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      held.add("connection of peer 2");
      assertEquals(held, harness.held(SECOND), "told of its end when its last bytes are written");
    }
  }

  @Test
  @DisplayName("L7: a throw in one conversation closes that connection only")
  void throwEndsOneConnectionOnly() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer other = harness.connect();
        Peer peer = harness.connect()) {
      peer.send("before\nthrow\nafter\n");
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      assertEquals(DisconnectReason.INTERNAL_ERROR, harness.log.nextClosed());
      assertEquals("before\n", peer.rest());
      assertEquals("still here", harness.lineTo(other.send("still here\n")));
    }
  }

  @Test
  @DisplayName("L7: a throw when it is told of the end changes nothing")
  void throwAtTheEndIsContained() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer other = harness.connect();
        Peer peer = harness.connect()) {
      peer.send("throw at end\n");
      harness.turnUntil(() -> harness.log.receives > 0);
      peer.hangUp();
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      assertEquals(DisconnectReason.CLIENT_CLOSED, harness.log.nextClosed());
      assertEquals(1, harness.loop.load());
      assertEquals("still here", harness.lineTo(other.send("still here\n")));
    }
  }

  @Test
  @DisplayName("L7: a task that throws does not end the loop")
  void throwingTaskIsContained() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      harness
          .loop
          .tasks()
          .execute(
              () -> {
                throw new IllegalStateException("scripted");
              });
      assertEquals("hello", harness.lineTo(peer.send("hello\n")));
    }
  }

  @Test
  @DisplayName("FRM-15: a peer that has finished sending still gets its replies, then is closed")
  void halfCloseStillDelivers() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.send("one\ntwo\n").finishSending();
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      assertEquals(DisconnectReason.CLIENT_CLOSED, harness.log.nextClosed());
      assertEquals("one\ntwo\n", peer.rest());
      assertEquals(0, harness.loop.load());
    }
  }

  @Test
  @DisplayName("FRM-15: a peer that has finished sending gets replies that are still to come")
  void halfCloseWaitsForRepliesToCome() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.send("later\n").finishSending();
      harness.turnUntil(() -> !harness.log.later.isEmpty());
      harness.turn();
      assertTrue(harness.log.closed.isEmpty());
      harness.loop.tasks().execute(harness.log.later.get(0));
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      assertEquals("at last\n", peer.rest());
    }
  }

  @Test
  @DisplayName("H9: but not longer than a second, for what its session holds is wanted by others")
  void halfCloseDoesNotWaitForEver() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.send("later\n").finishSending();
      harness.turnUntil(() -> !harness.log.later.isEmpty());
      harness.turn();
      harness.pass(SECOND);
      assertEquals(DisconnectReason.CLIENT_CLOSED, harness.log.nextClosed());
      assertEquals("", peer.rest());
    }
  }

  @Test
  @DisplayName("O1: a server that closes reads no more, and waits for replies that are to come")
  void stoppingWaitsForRepliesToCome() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect();
        Peer other = harness.connect()) {
      peer.send("later\n");
      harness.turnUntil(() -> !harness.log.later.isEmpty());
      harness.loop.stop(SECOND.toNanos());
      harness.turn();
      assertTrue(other.isAtEnd());
      peer.send("too late\n");
      harness.turn();
      harness.loop.tasks().execute(harness.log.later.get(0));
      harness.turn();
      assertEquals("at last\n", peer.rest());
      assertFalse(harness.loop.finished(), "it waits for the peers to finish too");
      harness.pass(SECOND);
      assertTrue(harness.loop.finished());
    }
  }

  @Test
  void resetIsALostConnection() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.abort();
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      assertEquals(DisconnectReason.CONNECTION_LOST, harness.log.nextClosed());
      assertEquals(0, harness.loop.load());
    }
  }

  @Test
  @DisplayName("LIFE-04: the last reply arrives although the peer goes on sending")
  void closeIsFinAndNotReset() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.send("bye\nnot read any more\n");
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      assertEquals(DisconnectReason.CLOSED_BY_POOL, harness.log.nextClosed());
      peer.send("nor this\n");
      harness.turn();
      assertEquals("bye", peer.line());
      assertTrue(peer.isAtEnd());
      assertEquals(1, harness.loop.load(), "it waits for the peer to finish too");
      peer.hangUp();
      harness.turnUntil(() -> harness.loop.load() == 0);
    }
  }

  @Test
  void peerThatNeverClosesIsCutAfterTheLinger() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer peer = harness.connect()) {
      peer.send("bye\n");
      harness.turnUntil(() -> !harness.log.closed.isEmpty());
      harness.pass(SECOND);
      assertEquals(0, harness.loop.load());
      assertEquals(1, harness.log.closed.size(), "the end is told once");
    }
  }

  @Test
  void everyConnectionTicksOnceASecond() throws Exception {
    try (var harness = LoopHarness.ready();
        Peer first = harness.connect();
        Peer second = harness.connect()) {
      harness.pass(SECOND);
      assertEquals(2, harness.log.ticks);
      harness.turn();
      assertEquals(2, harness.log.ticks);
      harness.pass(SECOND);
      assertEquals(4, harness.log.ticks);
      assertFalse(first.hasBytes() || second.hasBytes());
    }
  }

  /** Reads a line of a peer on another thread, while the test turns the loop. */
  private static final class Reading {
    private final Thread thread;
    private volatile String line = "";

    Reading(Peer peer) {
      thread =
          new Thread(
              () -> {
                try {
                  line = peer.line();
                } catch (IOException e) {
                  line = e.toString();
                }
              });
      thread.start();
    }

    boolean isDone() {
      return !thread.isAlive();
    }

    String line() {
      return line;
    }
  }
}
