package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.spi.ShareSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * SPEC S7: shares that wait to be recorded are bounded, and what happens past the bound is said.
 */
class ShareOverflowTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);
  private static final String PING = "{\"id\":7,\"method\":\"mining.ping\"}\n";

  private final HeldSink sink = new HeldSink();
  private final Pool pool =
      new Pool(
              options ->
                  options
                      .limits(SessionLimits.builder().pendingShares(2).build())
                      .shareOverflow(ShareOverflow.PAUSE_READING)
                      .shareSink(sink))
          .publish(Pool.job(1));
  private final Talk talk = new Talk(pool).mining("a");

  @Test
  void pausedSessionRefusesNothingAndReadsOnWhenThereIsRoom() {
    talk.sayRaw(submit(1) + submit(2) + submit(3) + PING);
    assertTrue(isPaused());
    assertTrue(talk.conversation().owesReplies(), "lines wait");
    assertEquals(2, sink.offered.size());

    sink.completeNext(pool);
    assertEquals(List.of(0), errors());
    assertEquals(3, sink.offered.size());
    assertTrue(isPaused(), "the ping waits");

    sink.completeNext(pool);
    assertFalse(isPaused());
    sink.completeNext(pool);
    assertEquals(List.of(0, 0, 0), errors());
    assertFalse(talk.conversation().owesReplies());
  }

  /** F1: whatever the cut of the bytes, also when they arrive during the pause. */
  @Test
  void bytesThatArriveDuringThePauseAreKept() {
    talk.sayRaw(submit(1) + submit(2) + submit(3));
    String last = submit(4) + PING;
    for (int i = 0; i < last.length(); i++) {
      talk.sayRaw(last.substring(i, i + 1));
    }
    assertEquals(2, sink.offered.size());
    for (int i = 0; i < 4; i++) {
      sink.completeNext(pool);
    }
    assertEquals(List.of(0, 0, 0, 0, 0), errors());
  }

  @Test
  void aSessionWithoutUnreadBytesIsNotPaused() {
    talk.sayRaw(submit(1) + submit(2));
    assertFalse(isPaused());
    talk.sayRaw(PING);
    assertTrue(isPaused());
  }

  /** S7: the recording limit ends every pause. */
  @Test
  void pauseEndsWhenSharesAreGivenUp() {
    talk.sayRaw(submit(1) + submit(2) + submit(3) + PING);
    pool.pass(Duration.ofSeconds(5));
    talk.tick();
    assertEquals(List.of(20, 20), errors());
    assertEquals(3, sink.offered.size());
    sink.held.removeLast().complete(null);
    pool.runTasks();
    assertEquals(List.of(0, 0), errors());
  }

  /** S7: what the miner heard as refused is withdrawn, unless its success was on the way. */
  @Test
  void lateSharesAreWithdrawn() {
    talk.sayRaw(submit(1) + submit(2));
    sink.held.getLast().complete(null); // and the loop has not run its tasks yet
    pool.pass(Duration.ofSeconds(5));
    talk.tick();
    pool.runTasks();
    assertEquals(List.of(20, 0), errors());
    assertEquals(List.of(sink.offered.get(0)), sink.withdrawn);
  }

  /** S7: sent again in the meantime, it is offered again when it was withdrawn and not before. */
  @Test
  void lateShareThatCameAgainIsWithdrawnFirst() {
    talk.sayRaw(submit(1) + submit(2) + submit(1));
    pool.pass(Duration.ofSeconds(5));
    talk.tick();
    assertEquals(3, sink.offered.size());
    assertEquals(sink.offered.get(0), sink.offered.get(2));
    assertEquals(
        List.of("record 1", "record 2", "withdraw 1", "record 1", "withdraw 2"), sink.calls);
  }

  @Test
  void sharesOfEndedSessionsAreNotWithdrawn() {
    talk.sayRaw(submit(1) + submit(2));
    talk.disconnect();
    assertEquals(List.of(), sink.withdrawn);
  }

  private boolean isPaused() {
    return talk.conversation().isThrottled(pool.now());
  }

  private List<Integer> errors() {
    return talk.hear().stream().map(Talk::error).toList();
  }

  private static String submit(int nonce) {
    return "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"a\",\"1\",\"%s\",\"%s\",\"%s\"]}\n"
        .formatted(EN2, TIME, Pool.hex(nonce));
  }

  /** Completes its stages when it is told to. */
  private static final class HeldSink implements ShareSink {
    final List<String> calls = new ArrayList<>();
    final List<AcceptedShare> offered = new ArrayList<>();
    final List<AcceptedShare> withdrawn = new ArrayList<>();
    final ArrayDeque<CompletableFuture<Void>> held = new ArrayDeque<>();

    @Override
    public CompletionStage<?> record(AcceptedShare share) {
      offered.add(share);
      calls.add("record " + share.share().nonce());
      CompletableFuture<Void> stage = new CompletableFuture<>();
      held.add(stage);
      return stage;
    }

    @Override
    public CompletionStage<?> withdraw(AcceptedShare share) {
      withdrawn.add(share);
      calls.add("withdraw " + share.share().nonce());
      return WITHDRAWN;
    }

    void completeNext(Pool pool) {
      held.removeFirst().complete(null);
      pool.runTasks();
    }
  }
}
