package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.stratumj.core.spi.DisconnectReason;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When connections are accepted. */
class AcceptorTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  @DisplayName("J7: no connection is accepted until there is a job")
  void nobodyIsAcceptedWithoutWork() throws IOException {
    try (var harness = new LoopHarness(builder -> builder);
        Peer waiting = Peer.connect(harness.address())) {
      harness.pass(SECOND);
      assertEquals(0, harness.loop.load());
      harness.publish();
      waiting.send("hello\n");
      harness.turnUntil(() -> harness.loop.load() == 1);
      assertEquals("hello", harness.lineTo(waiting));
    }
  }

  @Test
  @DisplayName("J7: option: accept and hold")
  void connectionsMayBeAcceptedBeforeTheFirstJob() throws IOException {
    try (var harness = new LoopHarness(builder -> builder.acceptBeforeFirstJob(true));
        Peer peer = harness.connect()) {
      assertEquals("hello", harness.lineTo(peer.send("hello\n")));
      harness.publish();
      assertTrue(harness.lineTo(peer).startsWith("job "));
    }
  }

  @Test
  @DisplayName("J7: unavailable, policy hold: connections stay and new ones come in")
  void holdKeepsAndAccepts() throws IOException {
    try (var harness = LoopHarness.ready();
        Peer early = harness.connect()) {
      harness.board.unavailable("the node is down");
      harness.turn();
      try (Peer late = harness.connect()) {
        assertEquals("late", harness.lineTo(late.send("late\n")));
      }
      assertEquals("early", harness.lineTo(early.send("early\n")));
    }
  }

  @Test
  @DisplayName("J7: unavailable, policy stop accepting: connections stay, new ones wait")
  void stopAcceptingKeepsAndWaits() throws IOException {
    try (var harness =
            LoopHarness.ready(
                builder -> builder.whenUnavailable(UnavailablePolicy.STOP_ACCEPTING));
        Peer early = harness.connect()) {
      harness.board.unavailable("the node is down");
      harness.turn();
      try (Peer late = Peer.connect(harness.address())) {
        harness.pass(SECOND);
        assertEquals(1, harness.loop.load());
        assertEquals("early", harness.lineTo(early.send("early\n")));
        harness.publish();
        harness.turnUntil(() -> harness.loop.load() == 2);
        assertEquals("late", harness.lineTo(late.send("late\n")));
      }
    }
  }

  @Test
  @DisplayName("J7: unavailable, policy disconnect all: miners fail over")
  void disconnectAllSendsMinersElsewhere() throws Exception {
    try (var harness =
            LoopHarness.ready(
                builder -> builder.whenUnavailable(UnavailablePolicy.DISCONNECT_ALL));
        Peer peer = harness.connect()) {
      harness.board.unavailable("the node is down");
      harness.turn();
      assertEquals(DisconnectReason.NO_WORK, harness.log.nextClosed());
      assertTrue(peer.isAtEnd());
    }
  }

  @Test
  @DisplayName("L3: at the limit accepting pauses, and resumes when there is room")
  void limitPausesAccepting() throws IOException {
    try (var harness = LoopHarness.ready(builder -> builder.maxConnections(2));
        Peer first = harness.connect();
        Peer second = harness.connect();
        Peer third = Peer.connect(harness.address())) {
      harness.pass(SECOND);
      assertEquals(2, harness.loop.load());
      assertEquals("first", harness.lineTo(first.send("first\n")));
      second.hangUp();
      harness.turnUntil(() -> harness.loop.load() == 1);
      harness.pass(SECOND);
      harness.turnUntil(() -> harness.loop.load() == 2);
      assertEquals("third", harness.lineTo(third.send("third\n")));
    }
  }

  @Test
  @DisplayName("L3: without descriptors accepting pauses, and is tried again at the next tick")
  void failurePausesAccepting() throws IOException {
    var exhausted = mock(ServerSocketChannel.class);
    when(exhausted.accept()).thenThrow(new IOException("Too many open files"));
    try (var harness = LoopHarness.ready();
        Peer early = harness.connect()) {
      harness.acceptor.acceptFrom(exhausted, harness.entrance);
      try (Peer late = Peer.connect(harness.address())) {
        harness.turn();
        assertEquals(1, harness.loop.load());
        assertEquals("early", harness.lineTo(early.send("early\n")));
        harness.pass(SECOND);
        harness.turnUntil(() -> harness.loop.load() == 2);
        assertEquals("late", harness.lineTo(late.send("late\n")));
      }
    }
  }

  @Test
  @DisplayName("L1: no more than acceptsPerTurn in a turn")
  void acceptingTakesTurns() throws IOException {
    try (var harness = LoopHarness.ready(builder -> builder.acceptsPerTurn(1));
        Peer first = Peer.connect(harness.address());
        Peer second = Peer.connect(harness.address())) {
      harness.turn();
      assertEquals(1, harness.loop.load());
      harness.turn();
      assertEquals(2, harness.loop.load());
      assertEquals("a", harness.lineTo(first.send("a\n")));
      assertEquals("b", harness.lineTo(second.send("b\n")));
    }
  }
}
