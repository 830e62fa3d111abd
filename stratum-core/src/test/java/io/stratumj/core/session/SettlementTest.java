package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.ShareResult;
import io.stratumj.core.spi.BlockVerdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** SPEC S7, S8, F5: nothing is acknowledged that is not recorded, and no block is lost. */
class SettlementTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);
  private static final String TRUE = "{\"id\":4,\"result\":true,\"error\":null}";
  private static final String NOT_RECORDED =
      "{\"id\":4,\"result\":null,\"error\":[20,\"Share not recorded\",null]}";

  private final List<AcceptedShare> offered = new ArrayList<>();
  private final ArrayDeque<CompletableFuture<Void>> stages = new ArrayDeque<>();
  private final List<ShareResult> judged = new ArrayList<>();
  private final Pool pool =
      new Pool(
              options ->
                  options
                      .shareListener((result, sessionId) -> judged.add(result))
                      .shareSink(
                          share -> {
                            offered.add(share);
                            CompletableFuture<Void> stage = new CompletableFuture<>();
                            stages.add(stage);
                            return stage;
                          }))
          .publish(Pool.job(1));
  private final Talk talk = new Talk(pool).mining("a");

  @Test
  void theReplyWaitsForTheSink() {
    submit(1);
    assertEquals(List.of(), talk.hear());
    complete();
    assertEquals(List.of(TRUE), talk.hear());
    assertEquals(1, judged.stream().filter(ShareResult.Accepted.class::isInstance).count());
  }

  /** F5: in the order of the requests, whatever the order of the completions. */
  @Test
  void repliesKeepTheOrderOfTheirRequests() {
    submit(1);
    submit(2);
    talk.say("{\"id\":7,\"method\":\"mining.ping\"}");
    CompletableFuture<Void> first = stages.removeFirst();
    complete();
    assertEquals(List.of(), talk.hear());
    first.complete(null);
    pool.runTasks();
    assertEquals(List.of(TRUE, TRUE, "{\"id\":7,\"result\":\"pong\",\"error\":null}"), talk.hear());
    submit(3);
    complete();
    assertEquals(List.of(TRUE), talk.hear());
  }

  /** S7: while a share is pending the same share is a duplicate; after a failure it is not. */
  @Test
  void aFailedShareMayComeBackUnderTheSameId() {
    submit(1);
    submit(1);
    stages.removeFirst().completeExceptionally(new IllegalStateException("disk full"));
    pool.runTasks();
    assertEquals(List.of(20, 22), talk.hear().stream().map(Talk::error).toList());
    assertTrue(pool.faults.get(0).contains("disk full"), pool.faults.toString());

    submit(1);
    complete();
    assertEquals(List.of(TRUE), talk.hear());
    assertEquals(2, offered.size());
    assertEquals(offered.get(0).id(), offered.get(1).id());
    submit(1);
    assertEquals(22, Talk.error(talk.hear().get(0)));
  }

  /** S7: five seconds, then the miner hears that its share is not safe. */
  @Test
  void aLateSinkIsAFailure() {
    submit(1);
    pool.pass(Duration.ofSeconds(5));
    talk.tick();
    assertEquals(List.of(NOT_RECORDED), talk.hear());
    complete();
    assertEquals(List.of(), talk.hear());
    assertEquals(
        RejectReason.NOT_RECORDED, ((ShareResult.Rejected) judged.get(judged.size() - 1)).reason());
    submit(1);
    assertEquals(2, offered.size(), "offered again, to an idempotent sink");
  }

  @Test
  void aThrowingSinkRefusesTheShareOnly() {
    Pool broken =
        new Pool(
                options ->
                    options.shareSink(
                        share -> {
                          throw new IllegalStateException("no sink");
                        }))
            .publish(Pool.job(1));
    Talk miner = new Talk(broken).mining("a");
    miner.submit("a", "1", EN2, TIME, "00000001").say("{\"id\":7,\"method\":\"mining.ping\"}");
    assertEquals(List.of(20, 0), miner.hear().stream().map(Talk::error).toList());
  }

  /** S7: a bound that refuses instead of forgetting. */
  @Test
  void tooManyPendingSharesAreRefused() {
    SessionLimits limits = SessionLimits.builder().pendingShares(2).build();
    Pool small =
        new Pool(
                options -> options.limits(limits).shareSink(share -> new CompletableFuture<Void>()))
            .publish(Pool.job(1));
    Talk miner = new Talk(small).mining("a");
    for (int nonce = 1; nonce <= 3; nonce++) {
      miner.submit("a", "1", EN2, TIME, Pool.hex(nonce));
    }
    assertEquals(List.of(), miner.hear(), "the refusal waits for its turn");
    small.pass(Duration.ofSeconds(5));
    miner.tick();
    assertEquals(List.of(NOT_RECORDED, NOT_RECORDED, NOT_RECORDED), miner.hear());
  }

  /** S7: the lossy policy answers at once, and says what it lost. */
  @Test
  void onValidatedAnswersAtOnce() {
    CompletableFuture<Void> stage = new CompletableFuture<>();
    Pool fast =
        new Pool(
                options ->
                    options.acknowledgement(Acknowledgement.ON_VALIDATED).shareSink(share -> stage))
            .publish(Pool.job(1));
    Talk miner = new Talk(fast).mining("a");
    assertEquals(List.of(TRUE), miner.submit("a", "1", EN2, TIME, "00000001").hear());
    stage.completeExceptionally(new IllegalStateException("lost"));
    assertTrue(fast.faults.get(0).contains("lost"));
  }

  /** H9: what the sink says after the connection is gone disturbs nobody. */
  @Test
  void completionsAfterTheEndAreIgnored() {
    submit(1);
    talk.disconnect();
    complete();
    assertEquals(List.of(), talk.hear());
    assertEquals(List.of(), pool.faults);
  }

  /** S8: a candidate without a verdict is tried again; a throw is no verdict. */
  @Test
  void blocksAreTriedUntilThereIsAVerdict() {
    List<String> tries = new ArrayList<>();
    Pool finding =
        new Pool(
            options ->
                options.blockSink(
                    candidate -> {
                      tries.add(candidate.blockHash().toString());
                      if (tries.size() == 1) {
                        throw new IllegalStateException("node gone");
                      }
                      return CompletableFuture.completedStage(
                          tries.size() == 2
                              ? new BlockVerdict.Unknown("timeout")
                              : new BlockVerdict.Accepted());
                    }));
    var easy = Pool.job(1);
    finding.publish(
        new io.stratumj.api.work.Job(
            easy.previousHash(),
            easy.coinbase1(),
            easy.coinbase2(),
            12,
            easy.merkleBranches(),
            easy.version(),
            0x2000ffff,
            easy.nTime(),
            easy.minTime(),
            easy.body()));
    Talk miner = new Talk(finding).mining("a");
    for (int nonce = 0; tries.isEmpty(); nonce++) {
      miner.submit("a", "1", EN2, TIME, Pool.hex(nonce));
    }
    assertEquals(3, tries.size());
    assertEquals(List.of(), finding.protocol().unsettledBlocks());
  }

  /** S7: a sink's thread may complete a stage at any moment, also between two looks at it. */
  @Test
  void aStageThatSucceedsWhileItIsLookedAtIsRecorded() {
    Pool racing =
        new Pool(options -> options.shareSink(share -> new DoneAfterOneLook()))
            .publish(Pool.job(1));
    Talk miner = new Talk(racing).mining("a");
    miner.submit("a", "1", EN2, TIME, Pool.hex(1));
    racing.runTasks();
    assertEquals(List.of(TRUE), miner.hear());
  }

  /** S7: what was settled is not looked at again when its time would have been up. */
  @Test
  void aShareThatWasRecordedIsNotLateAfterwards() {
    submit(1);
    pool.pass(Duration.ofSeconds(3));
    submit(2);
    complete();
    pool.pass(Duration.ofSeconds(2));
    talk.tick();
    assertEquals(List.of(TRUE), talk.hear());
    pool.pass(Duration.ofSeconds(3));
    talk.tick();
    assertEquals(List.of(NOT_RECORDED), talk.hear());
  }

  /** O2: whoever is told something is counted, whether the sink was quick or slow. */
  @Test
  void countsSayWhatBecameOfEachShare() {
    submit(1);
    submit(2);
    submit(3);
    complete();
    stages.removeFirst().completeExceptionally(new IllegalStateException("disk full"));
    pool.runTasks();
    ShareCounts counts = pool.protocol().shareCounts();
    assertEquals(new ShareCounts(3, 1, 1), counts);
    assertEquals(1, counts.unacknowledged());
  }

  @Test
  void aSinkThatIsDoneAtOnceIsCountedAndHeardOfToo() {
    Pool quick =
        new Pool(options -> options.shareListener((result, sessionId) -> judged.add(result)))
            .publish(Pool.job(1));
    Talk miner = new Talk(quick).mining("a");
    miner.submit("a", "1", EN2, TIME, "00000001").submit("a", "1", EN2, TIME, "00000001");
    assertEquals(new ShareCounts(1, 1, 0), quick.protocol().shareCounts());
    ShareResult.Accepted accepted = (ShareResult.Accepted) judged.get(0);
    assertEquals(quick.recorded.get(0), accepted.share());
    ShareResult.Rejected rejected = (ShareResult.Rejected) judged.get(1);
    assertEquals(RejectReason.DUPLICATE, rejected.reason());
    assertEquals(accepted.share().share(), rejected.share());
  }

  @Test
  void aStageThatCannotBeAskedIsAFailure() {
    List<CompletionStage<?>> useless = new ArrayList<>();
    useless.add(null);
    useless.add(new Unaskable());
    Pool broken =
        new Pool(options -> options.shareSink(share -> useless.remove(0))).publish(Pool.job(1));
    Talk miner = new Talk(broken).mining("a");
    miner.submit("a", "1", EN2, TIME, "00000001").submit("a", "1", EN2, TIME, "00000002");
    assertEquals(List.of(NOT_RECORDED, NOT_RECORDED), miner.hear());
    assertEquals(2, broken.faults.size(), broken.faults.toString());
  }

  /** F5: what waited and was sent waits no more, however much it was. */
  @Test
  void repliesThatWereHeldDoNotAddUp() {
    Pool tight =
        new Pool(
                options ->
                    options
                        .limits(SessionLimits.builder().heldReplyBytes(1_024).build())
                        .shareSink(
                            share -> {
                              CompletableFuture<Void> stage = new CompletableFuture<>();
                              stages.add(stage);
                              return stage;
                            }))
            .publish(Pool.job(1));
    Talk miner = new Talk(tight).mining("a").submit("a", "1", EN2, TIME, Pool.hex(0));
    for (int nonce = 1; nonce <= 100; nonce++) {
      miner.say("{\"id\":7,\"method\":\"mining.ping\"}");
      miner.submit("a", "1", EN2, TIME, Pool.hex(nonce));
      stages.removeFirst().complete(null); // the one before, so that one always waits
      tight.runTasks();
      assertEquals(2, miner.hear().size());
    }
    assertEquals(Optional.empty(), miner.closed());
  }

  private void submit(int nonce) {
    talk.submit("a", "1", EN2, TIME, Pool.hex(nonce));
  }

  private void complete() {
    stages.removeFirst().complete(null);
    pool.runTasks();
  }

  private static final class Unaskable extends CompletableFuture<Void> {
    @Override
    public CompletableFuture<Void> toCompletableFuture() {
      throw new IllegalStateException("scripted");
    }
  }

  /** Is not done when it is asked first, and has succeeded when it is asked again. */
  private static final class DoneAfterOneLook extends CompletableFuture<Void> {
    @Override
    public boolean isDone() {
      boolean done = super.isDone();
      complete(null);
      return done;
    }
  }
}
