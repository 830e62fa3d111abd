package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.stratumj.core.spi.DisconnectReason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reading pauses while a stage wants nothing, and goes on when it does. */
class ThrottleTest {
  @Test
  @DisplayName("L4: who speaks too fast is answered, then not read, then read again")
  void throttledPeerWaitsAndIsServedLater() throws Exception {
    try (var harness = LoopHarness.ready()) {
      Peer peer = harness.connect();
      harness.log.throttles = true;
      assertEquals("one", harness.lineTo(peer.send("one\n")));
      int receives = harness.log.receives;

      peer.send("two\n");
      for (int second = 0; second < 3; second++) {
        harness.pass(Duration.ofSeconds(1));
      }
      assertEquals(receives, harness.log.receives);
      assertFalse(peer.hasBytes());

      harness.log.throttles = false;
      harness.pass(Duration.ofSeconds(1));
      assertEquals("two", harness.lineTo(peer));
    }
  }

  @Test
  @DisplayName("L4: a throttled peer that leaves is noticed when it is read again")
  void throttledPeerMayLeave() throws Exception {
    try (var harness = LoopHarness.ready()) {
      Peer peer = harness.connect();
      harness.log.throttles = true;
      harness.lineTo(peer.send("one\n"));
      peer.hangUp();
      harness.pass(Duration.ofSeconds(1));
      assertEquals(1, harness.loop.load());

      harness.log.throttles = false;
      harness.pass(Duration.ofSeconds(1));
      harness.turnUntil(() -> harness.loop.load() == 0);
      assertEquals(DisconnectReason.CLIENT_CLOSED, harness.log.nextClosed());
    }
  }

  @Test
  @DisplayName("L4: jobs reach a throttled peer")
  void throttledPeerGetsJobs() throws Exception {
    try (var harness = LoopHarness.ready()) {
      Peer peer = harness.connect();
      harness.log.throttles = true;
      harness.lineTo(peer.send("one\n"));
      harness.publish();
      assertEquals("job 2", harness.lineTo(peer));
    }
  }
}
