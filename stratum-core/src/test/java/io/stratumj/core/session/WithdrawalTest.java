package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.ShareSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SPEC S7: a miner hears "Share not recorded" when that is certain, and not before. */
class WithdrawalTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);
  private static final String TRUE = "{\"id\":4,\"result\":true,\"error\":null}";
  private static final String NOT_RECORDED =
      "{\"id\":4,\"result\":null,\"error\":[20,\"Share not recorded\",null]}";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final SlowSink sink = new SlowSink();
  private final Pool pool = new Pool(options -> options.shareSink(sink)).publish(Pool.job(1));
  private final Talk talk = new Talk(pool).mining("a");

  @Test
  void lateShareIsAnsweredWhenItIsWithdrawn() {
    submit(1);
    pass(LIMIT);
    assertEquals(List.of(), talk.hear(), "it may be in the store still");
    finish(sink.withdrawals.get(0));
    assertEquals(List.of(NOT_RECORDED), talk.hear());
  }

  @Test
  @DisplayName("a batch that failed may be committed all the same, so its shares are withdrawn too")
  void failedShareIsAnsweredWhenItIsWithdrawn() {
    submit(1);
    sink.recordings.get(0).completeExceptionally(new IllegalStateException("connection reset"));
    pool.runTasks();
    assertEquals(List.of(), talk.hear());
    finish(sink.withdrawals.get(0));
    assertEquals(List.of(NOT_RECORDED), talk.hear());
    assertEquals(1, sink.withdrawals.size());
  }

  @Test
  void refusedShareNeedsNoWithdrawal() {
    submit(1);
    sink.recordings
        .get(0)
        .completeExceptionally(
            new CompletionException(new RejectedExecutionException("the queue is full")));
    pool.runTasks();
    assertEquals(List.of(NOT_RECORDED), talk.hear());
    assertEquals(List.of(), sink.withdrawals);
  }

  @Test
  void recordingThatCompletesAfterAllCountsNoMore() {
    submit(1);
    pass(LIMIT);
    finish(sink.recordings.get(0));
    assertEquals(List.of(), talk.hear());
    finish(sink.withdrawals.get(0));
    assertEquals(List.of(NOT_RECORDED), talk.hear());
  }

  @Test
  void sessionEndsWithoutAnAnswerWhenNobodyKnows() {
    submit(1);
    submit(2);
    pass(LIMIT);
    assertEquals(Optional.empty(), talk.closed());
    pass(LIMIT);
    assertEquals(List.of(), talk.hear());
    assertEquals(Optional.of(DisconnectReason.SHARE_UNSETTLED), talk.closed());
    assertEquals(2, pool.protocol().shareCounts().unacknowledged());
  }

  @Test
  void sessionEndsWithoutAnAnswerWhenWithdrawingFails() {
    submit(1);
    pass(LIMIT);
    sink.withdrawals.get(0).completeExceptionally(new IllegalStateException("no store"));
    pool.runTasks();
    assertEquals(List.of(), talk.hear());
    assertEquals(Optional.of(DisconnectReason.SHARE_UNSETTLED), talk.closed());
    assertTrue(pool.faults.get(0).contains("no store"), pool.faults.toString());
  }

  @Test
  void throwIsAFailure() {
    sink.broken = true;
    submit(1);
    pass(LIMIT);
    assertEquals(List.of(), talk.hear());
    assertEquals(Optional.of(DisconnectReason.SHARE_UNSETTLED), talk.closed());
    assertTrue(pool.faults.get(0).contains("cannot withdraw"), pool.faults.toString());
  }

  @Test
  @DisplayName("F5: what is behind a share that is withdrawn waits for its turn")
  void repliesStayInOrder() {
    submit(1);
    pass(Duration.ofSeconds(3));
    submit(2);
    pass(Duration.ofSeconds(2));
    finish(sink.recordings.get(1));
    assertEquals(List.of(), talk.hear());
    finish(sink.withdrawals.get(0));
    assertEquals(List.of(NOT_RECORDED, TRUE), talk.hear());
    assertEquals(1, sink.withdrawals.size());
  }

  @Test
  @DisplayName("while it is withdrawn a share is a duplicate; then it may be sent again")
  void withdrawnShareMayComeAgain() {
    submit(1);
    pass(LIMIT);
    submit(1);
    finish(sink.withdrawals.get(0));
    assertEquals(List.of(20, 22), talk.hear().stream().map(Talk::error).toList());
    submit(1);
    finish(sink.recordings.get(1));
    assertEquals(List.of(TRUE), talk.hear());
  }

  @Test
  void withdrawalsAfterTheEndDisturbNobody() {
    submit(1);
    pass(LIMIT);
    talk.disconnect();
    finish(sink.withdrawals.get(0));
    assertEquals(List.of(), pool.faults);
  }

  @Test
  @DisplayName(
      "H7: a share whose first offer had no answer is withdrawn though the second is refused")
  void refusedShareThatWasOfferedBeforeIsWithdrawn() {
    talk.say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}");
    String sid =
        JsonParser.parseString(talk.hear().get(0))
            .getAsJsonObject()
            .getAsJsonArray("result")
            .get(0)
            .getAsJsonArray()
            .get(0)
            .getAsJsonArray()
            .get(1)
            .getAsString();
    submit(1);
    talk.disconnect();
    Talk back = new Talk(pool);
    back.say(
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"t\",\"" + sid + "\"]}",
        "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"x\"]}");
    back.ignore().submit("a", "1", EN2, TIME, Pool.hex(1));
    sink.recordings.get(1).completeExceptionally(new RejectedExecutionException("full"));
    pool.runTasks();
    assertEquals(List.of(), back.hear(), "the first offer may be in the store");
    finish(sink.withdrawals.get(0));
    assertEquals(List.of(NOT_RECORDED), back.hear());
  }

  private void submit(int nonce) {
    talk.submit("a", "1", EN2, TIME, Pool.hex(nonce));
  }

  private void pass(Duration time) {
    pool.pass(time);
    talk.tick();
  }

  private void finish(CompletableFuture<Void> stage) {
    stage.complete(null);
    pool.runTasks();
  }

  /** Does nothing by itself. */
  private static final class SlowSink implements ShareSink {
    final List<CompletableFuture<Void>> recordings = new ArrayList<>();
    final List<CompletableFuture<Void>> withdrawals = new ArrayList<>();
    boolean broken;

    @Override
    public CompletionStage<?> record(AcceptedShare share) {
      recordings.add(new CompletableFuture<>());
      return recordings.get(recordings.size() - 1);
    }

    @Override
    public CompletionStage<?> withdraw(AcceptedShare share) {
      if (broken) {
        throw new IllegalStateException("cannot withdraw");
      }
      withdrawals.add(new CompletableFuture<>());
      return withdrawals.get(withdrawals.size() - 1);
    }
  }
}
