package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Job;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.DifficultyPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SPEC S and E: how a share is judged, answered and handed on. */
class SubmitTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);
  private static final String TRUE = "{\"id\":4,\"result\":true,\"error\":null}";

  private final Pool pool = new Pool().publish(Pool.job(1));
  private final Talk talk = new Talk(pool).mining("a.b");

  /** S6, S7. */
  @Test
  void aGoodShareIsRecordedAndAcknowledged() {
    assertEquals(List.of(TRUE), talk.submit("a.b", "1", EN2, TIME, "0000002a").hear());

    AcceptedShare share = pool.recorded.get(0);
    assertEquals("a.b", share.worker().value());
    assertEquals(42, share.share().nonce());
    assertEquals(1, share.share().extranonce2());
    assertEquals("0.0000000001", share.difficulty().toWire());
    assertFalse(share.staleGrace());
  }

  /** S2: each step of the judgement has its own answer, in this order. */
  @Test
  void everyRefusalHasItsCode() {
    Talk stranger = new Talk(pool);
    assertEquals(25, code(stranger.submit("a.b", "1", EN2, TIME, "00000001")));
    assertEquals(20, code(stranger.submit("a.b", "1", "zz", TIME, "00000001")));
    assertEquals(24, code(talk.submit("other", "1", EN2, TIME, "00000001")));
    assertEquals(21, code(talk.submit("a.b", "99", EN2, TIME, "00000001")));
    assertEquals(21, code(talk.submit("a.b", "no job of ours", EN2, TIME, "00000001")));
    assertEquals(20, code(talk.submit("a.b", "1", "00000001", TIME, "00000001")));
    assertEquals(20, code(talk.submit("a.b", "1", EN2, "00000000", "00000001")));
    assertEquals(0, code(talk.submit("a.b", "1", EN2, TIME, "00000001")));
    assertEquals(22, code(talk.submit("a.b", "1", EN2, TIME, "00000001")));
  }

  /** S2, E: the text names the reason. */
  @Test
  void refusalsNameTheirReason() {
    talk.submit("a.b", "1", "00000001", TIME, "00000001");
    talk.submit("a.b", "1", EN2, "00000000", "00000001");
    talk.submit("a.b", "1", EN2, TIME, "0000000g");
    talk.submit("a.b", "7", EN2, TIME, "00000001");
    assertEquals(
        List.of(
            "[20,\"Invalid extranonce2 size\",null]",
            "[20,\"Time out of range\",null]",
            "[20,\"Invalid nonce\",null]",
            "[21,\"Job not found\",null]"),
        talk.hear().stream().map(line -> line.replaceAll(".*\"error\":(.*)}", "$1")).toList());
  }

  /** S1, S5: every spelling means the same share, and none makes it new. */
  @Test
  void spellingNeverMakesAShareNew() {
    assertEquals(0, code(talk.submit("a.b", "1", "00000000000000ab", TIME, "0000ab12")));
    assertEquals(22, code(talk.submit("a.b", "1", "00000000000000AB", TIME, "ab12")));
    assertEquals(22, code(talk.submit("a.b", "1", "00000000000000aB", "0x" + TIME, "0xAB12")));
    assertEquals(22, code(talk.submit("a.b", "1", "00000000000000ab", TIME, "0X0000aB12")));
    assertEquals(1, pool.recorded.size());
  }

  /** S2: some firmwares add or drop the part after the dot; no other name counts. */
  @Test
  void theWorkerPartMayBeAddedOrDropped() {
    assertEquals(0, code(talk.submit("a", "1", EN2, TIME, "00000001")));
    assertEquals(24, code(talk.submit("a.c", "1", EN2, TIME, "00000002")));
    assertEquals(24, code(talk.submit("a.b.c.d", "1", EN2, TIME, "00000002")));
    assertEquals("a.b", pool.recorded.get(0).worker().value());

    Talk account = new Talk(pool).mining("z");
    assertEquals(0, code(account.submit("z.rig", "1", EN2, TIME, "00000003")));
    assertEquals("z", pool.recorded.get(1).worker().value());

    Pool strict = new Pool(options -> options.accountMatches(false)).publish(Pool.job(1));
    Talk other = new Talk(strict).mining("a.b");
    assertEquals(24, code(other.submit("a", "1", EN2, TIME, "00000001")));
  }

  /** S4: the window is the job's own, both ends included. */
  @Test
  void theTimeWindowIsTheJobs() {
    long start = 1_700_000_001L;
    assertEquals(20, code(talk.submit("a.b", "1", EN2, Pool.hex(1_599_999_999), "00000001")));
    assertEquals(0, code(talk.submit("a.b", "1", EN2, Pool.hex(1_600_000_000), "00000001")));
    assertEquals(
        0, code(talk.submit("a.b", "1", EN2, Pool.hex((int) (start + 7_000)), "00000001")));
    assertEquals(
        20, code(talk.submit("a.b", "1", EN2, Pool.hex((int) (start + 7_001)), "00000001")));
    assertEquals(20, code(talk.submit("a.b", "1", EN2, "ffffffff", "00000001")));
  }

  /** J6: a clean job makes older ones stale; a plain one does not. */
  @Test
  void onlyACleanJobMakesSharesStale() {
    pool.publish(Pool.job(2));
    talk.offer();
    assertEquals(0, code(talk.ignore().submit("a.b", "1", EN2, TIME, "00000001")));
    pool.publishClean(Pool.job(3));
    talk.offer();
    talk.ignore().submit("a.b", "2", EN2, TIME, "00000001");
    assertEquals(
        List.of("{\"id\":4,\"result\":null,\"error\":[21,\"Stale share\",null]}"), talk.hear());
    pool.pass(Duration.ofMinutes(10));
    talk.submit("a.b", "2", EN2, TIME, "00000001");
    assertEquals(
        List.of("{\"id\":4,\"result\":null,\"error\":[21,\"Job not found\",null]}"), talk.hear());
  }

  /** J6: within the grace a stale share counts and says so. */
  @Test
  void staleSharesCountWithinTheGrace() {
    SessionLimits limits = SessionLimits.builder().staleGrace(Duration.ofSeconds(3)).build();
    Pool kind = new Pool(options -> options.limits(limits)).publish(Pool.job(1));
    Talk miner = new Talk(kind).mining("a");
    kind.publishClean(Pool.job(2)).pass(Duration.ofSeconds(2));
    assertEquals(0, code(miner.submit("a", "1", EN2, TIME, "00000001")));
    assertTrue(kind.recorded.get(0).staleGrace());
    kind.pass(Duration.ofSeconds(1));
    assertEquals(21, code(miner.submit("a", "1", EN2, TIME, "00000002")));
  }

  /** D1, S2: a hash above the target is 23 and is not recorded. */
  @Test
  void lowDifficultySharesAreRefused() {
    Pool hard =
        new Pool(options -> options.difficulty(DifficultyPolicy.fixed(1e6))).publish(Pool.job(1));
    Talk miner = new Talk(hard).mining("a");
    assertEquals(23, code(miner.submit("a", "1", EN2, TIME, "00000001")));
    assertEquals(23, code(miner.submit("a", "1", EN2, TIME, "00000001")));
    assertEquals(List.of(), hard.recorded);
  }

  /** S2, S8: whatever the pool thinks of a share, a block is handed out, once. */
  @Test
  void blockCandidatesAreHandedOutWhateverFollows() {
    Pool hard = new Pool(options -> options.difficulty(DifficultyPolicy.fixed(1e6)));
    hard.publish(easyBlocks(Pool.job(1)));
    Talk miner = new Talk(hard).mining("a");
    String nonce = "00000001";
    while (hard.blocks.isEmpty()) {
      nonce = Pool.hex(Integer.parseInt(nonce, 16) + 1);
      assertEquals(23, code(miner.submit("a", "1", EN2, TIME, nonce)));
    }
    BlockCandidate low = hard.blocks.get(0);
    assertTrue(low.lowDifficulty());
    assertFalse(low.stale());
    assertEquals(80, low.header().size());
    miner.submit("a", "1", EN2, TIME, nonce).ignore();
    assertEquals(1, hard.blocks.size(), "the same block again");

    hard.publishClean(easyBlocks(Pool.job(2)));
    String late = nonce;
    while (hard.blocks.size() == 1) {
      late = Pool.hex(Integer.parseInt(late, 16) + 1);
      assertEquals(21, code(miner.submit("a", "1", EN2, TIME, late)));
    }
    assertTrue(hard.blocks.get(1).stale());
    while (hard.blocks.size() == 2) {
      late = Pool.hex(Integer.parseInt(late, 16) + 1);
      code(miner.submit("a", "1", EN2, "00000001", late));
    }
    assertTrue(hard.blocks.get(2).timeOutOfRange());
  }

  /** S3: without negotiation only zero bits pass. */
  @Test
  void versionBitsNeedNegotiation() {
    String six =
        "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"a.b\",\"1\",\""
            + EN2
            + "\",\""
            + TIME
            + "\",\"00000001\",\"%s\"]}";
    assertEquals(0, code(talk.say(six.formatted("00000000"))));
    talk.say(six.formatted("00002000"));
    assertEquals(
        List.of("{\"id\":4,\"result\":null,\"error\":[20,\"Invalid version mask\",null]}"),
        talk.hear());
  }

  /** S5: past the cap shares are refused, never let in twice. */
  @Test
  void theShareCapRefusesLoudly() {
    SessionLimits limits = SessionLimits.builder().sharesPerJob(2).build();
    Pool small = new Pool(options -> options.limits(limits)).publish(Pool.job(1));
    Talk miner = new Talk(small).mining("a");
    assertEquals(0, code(miner.submit("a", "1", EN2, TIME, "00000001")));
    assertEquals(0, code(miner.submit("a", "1", EN2, TIME, "00000002")));
    assertEquals(20, code(miner.submit("a", "1", EN2, TIME, "00000003")));
    assertEquals(22, code(miner.submit("a", "1", EN2, TIME, "00000001")));
    assertEquals(2, small.recorded.size());
  }

  /** S5: a job and its repetition have headers in common, and each header counts once. */
  @Test
  void aHeaderCountsOnceHoweverManyJobsItFits() {
    pool.pass(Duration.ofSeconds(30));
    talk.tick();
    talk.offer();
    talk.ignore();
    String later = Pool.hex(1_700_000_031);
    assertEquals(0, code(talk.submit("a.b", "2", EN2, later, "00000001")));
    assertEquals(22, code(talk.submit("a.b", "1", EN2, later, "00000001")));
    pool.publishClean(Pool.job(9)).publishClean(Pool.job(1));
    talk.offer();
    talk.ignore();
    assertEquals(22, code(talk.submit("a.b", "4", EN2, later, "00000001")));
    assertEquals(0, code(talk.submit("a.b", "4", EN2, later, "00000002")));
    assertEquals(2, pool.recorded.size());
  }

  /** S1: the strict option takes eight digits and nothing else. */
  @Test
  void strictWordsHaveEightDigits() {
    Pool strict = new Pool(options -> options.strictWords(true)).publish(Pool.job(1));
    Talk miner = new Talk(strict).mining("a");
    assertEquals(20, code(miner.submit("a", "1", EN2, TIME, "ab12")));
    assertEquals(20, code(miner.submit("a", "1", EN2, "0x" + TIME, "0000ab12")));
    assertEquals(0, code(miner.submit("a", "1", EN2, TIME, "0000AB12")));
  }

  /** F5: old miners use one id for all shares and count the answers. */
  @Test
  void fiftyPipelinedSharesGetFiftyAnswers() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      lines.append(
          "{\"method\": \"mining.submit\", \"params\": [\"a.b\", \"1\", \""
              + EN2
              + "\", \""
              + TIME
              + "\", \""
              + Pool.hex(i)
              + "\"], \"id\":4}\n");
    }
    assertEquals(java.util.Collections.nCopies(50, TRUE), talk.sayRaw(lines.toString()).hear());
  }

  private static Job easyBlocks(Job job) {
    return new Job(
        job.previousHash(),
        job.coinbase1(),
        job.coinbase2(),
        job.extranonceSize(),
        job.merkleBranches(),
        job.version(),
        0x207fffff,
        job.nTime(),
        job.minTime(),
        job.body());
  }

  private static int code(Talk talk) {
    List<String> heard = talk.hear();
    assertEquals(1, heard.size(), heard.toString());
    return Talk.error(heard.get(0));
  }
}
