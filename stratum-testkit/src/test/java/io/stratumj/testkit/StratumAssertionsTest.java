package io.stratumj.testkit;

import static io.stratumj.testkit.assertions.StratumAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.RejectReason;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StratumAssertionsTest {
  private static final String TRUE = "{\"id\":4,\"result\":true,\"error\":null}";
  private static final String STALE =
      "{\"id\":4,\"result\":null,\"error\":[21,\"Stale share\",null]}";

  @Test
  void theAnswerToAShareIsAcceptedOrRefused() {
    assertThat(submitReply(TRUE)).isAccepted();
    assertThat(submitReply(STALE))
        .isRefused(RejectReason.STALE)
        .hasCode(21)
        .hasMessage("Stale share");
    fails(
        "an accepted share, but was: " + STALE, () -> assertThat(submitReply(STALE)).isAccepted());
    fails("a refused share", () -> assertThat(submitReply(TRUE)).isRefused());
    fails(
        "refused as DUPLICATE",
        () -> assertThat(submitReply(STALE)).isRefused(RejectReason.DUPLICATE));
    fails("error 22", () -> assertThat(submitReply(STALE)).hasCode(22));
    fails("the text \"no\"", () -> assertThat(submitReply(STALE)).hasMessage("no"));
  }

  @Test
  void theAnswerToARequestIsAResultOrAnError() {
    assertThat(reply(TRUE)).isTrue().isNoError().hasResult("true");
    assertThat(reply(STALE)).isError(21);
    fails("expected true", () -> assertThat(reply(STALE)).isTrue());
    fails("no error", () -> assertThat(reply(STALE)).isNoError());
    fails("error 21", () -> assertThat(reply(TRUE)).isError(21));
    fails("the result false", () -> assertThat(reply(TRUE)).hasResult("false"));
  }

  @Test
  void aJobIsCleanOrNotAndOnATip() {
    PoolLineReader reader = new PoolLineReader();
    reader.read(ScriptedPool.DIFFICULTY);
    MinerJob clean = (MinerJob) reader.read(ScriptedPool.notify("1", true));
    MinerJob next = (MinerJob) reader.read(ScriptedPool.notify("2", false));
    assertThat(clean).isClean().isOn(clean.previousHash()).hasDifficulty(0.00001);
    assertThat(next).isNotClean().isOnTheTipOf(clean);
    Hash256 other = TestJobs.next().previousHash();
    fails("a clean job", () -> assertThat(next).isClean());
    fails("not clean", () -> assertThat(clean).isNotClean());
    fails("a job on " + other, () -> assertThat(clean).isOn(other));
    fails("another job than 1", () -> assertThat(clean).isOnTheTipOf(clean));
    fails("difficulty 2.0", () -> assertThat(clean).hasDifficulty(2));
  }

  @Test
  void sinksHaveWhatTheyWereGiven() {
    RecordingSink shares = new RecordingSink();
    RecordingBlockSink blocks = new RecordingBlockSink();
    assertThat(shares).hasShares(0).hasNoShareTwice().credits("alice", 0);
    assertThat(blocks).hasCandidates(0);
    MemoryPool pool = MemoryPool.open(options -> options.shareSink(shares).blockSink(blocks));
    pool.jobs().publishClean(TestJobs.sequence().withBits(0x2100ffff).newTip());
    MemoryLink link = pool.connect();
    link.say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}");
    link.say("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"alice\",\"x\"]}");
    link.say(
        "{\"id\":3,\"method\":\"mining.submit\",\"params\":"
            + "[\"alice\",\"1\",\"0000000000000001\",\"6553f120\",\"00000001\"]}");
    assertThat(shares).hasShares(1).credits("alice", MemoryPool.EVERY_HASH);
    assertThat(blocks).hasCandidates(1).hasOnce(blocks.candidates().get(0).blockHash());
    fails("0 shares", () -> assertThat(shares).hasShares(0));
    fails("1.0 credited to alice", () -> assertThat(shares).credits("alice", 1));
    fails("0 candidates", () -> assertThat(blocks).hasCandidates(0));
    Hash256 other = TestJobs.next().previousHash();
    fails("block " + other + " once", () -> assertThat(blocks).hasOnce(other));
    shares.record(shares.shares().get(0));
    fails("each share once", () -> assertThat(shares).hasNoShareTwice());
  }

  private static void fails(String message, Executable assertion) {
    String told = assertThrows(AssertionError.class, assertion).getMessage();
    assertTrue(told.contains(message), told);
  }

  private static SubmitReply submitReply(String line) {
    return new SubmitReply(reply(line), new Transcript());
  }

  private static Reply reply(String line) {
    return (Reply) new PoolLineReader().read(line);
  }
}
