package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Job;
import io.stratumj.core.codec.MessageWriter;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.vardiff.Vardiff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC J and D: which job a session gets, when, and under what terms. */
class WorkTest {
  private static final String EN2 = "0000000000000001";

  /** J1. */
  @Test
  void notifyCarriesTheJobAsMinersReadIt() {
    Talk talk = new Talk(new Pool().publish(Pool.job(0x0201))).handshake("a");
    JsonArray params = Talk.params(talk.hear().get(3));
    assertEquals(9, params.size());
    assertEquals("1", params.get(0).getAsString());
    assertEquals("00000201" + "0".repeat(56), params.get(1).getAsString());
    assertEquals("0102" + "0".repeat(60), params.get(4).getAsJsonArray().get(0).getAsString());
    assertEquals("20000000", params.get(5).getAsString());
    assertEquals("1d00ffff", params.get(6).getAsString());
    assertEquals(Pool.hex(1_700_000_000 + 0x0201), params.get(7).getAsString());
  }

  /** J3: offered again, a job is not sent again. */
  @Test
  void aJobIsSentOnce() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    talk.offer();
    talk.offer();
    assertEquals(List.of(), talk.hear());
  }

  /** J3: skipping superseded jobs loses no clean flag, and invents none. */
  @Test
  void cleanIsDerivedFromWhatTheSessionMissed() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");

    pool.publish(Pool.job(2)).publishClean(Pool.job(3)).publish(Pool.job(4));
    talk.offer();
    pool.publish(Pool.job(5));
    talk.offer();

    List<String> heard = talk.hear();
    assertEquals(2, heard.size());
    assertEquals("4", Talk.params(heard.get(0)).get(0).getAsString());
    assertTrue(Talk.params(heard.get(0)).get(8).getAsBoolean());
    assertFalse(Talk.params(heard.get(1)).get(8).getAsBoolean());
  }

  /** J4. */
  @Test
  void aLineIsEncodedOnceForAllSessions() {
    Pool pool = new Pool().publish(Pool.job(1));
    Posting posting = pool.protocol().jobs().current().orElseThrow();
    Bytes line = posting.line(true, new MessageWriter(false));
    assertSame(line, posting.line(true, new MessageWriter(false)));
    assertFalse(line.equals(posting.line(false, new MessageWriter(false))));
  }

  /** J5: after 30 seconds of silence the job is repeated, later and under a new id. */
  @Test
  void silenceRepeatsTheJobWithALaterTime() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    pool.pass(Duration.ofSeconds(29));
    talk.tick();
    talk.offer();
    assertEquals(List.of(), talk.hear());

    pool.pass(Duration.ofSeconds(1));
    talk.tick();
    talk.offer();

    JsonArray params = Talk.params(talk.hear().get(0));
    assertEquals("2", params.get(0).getAsString());
    assertEquals(Pool.hex(1_700_000_001 + 30), params.get(7).getAsString());
    assertFalse(params.get(8).getAsBoolean());
    talk.submit("a", "1", EN2, Pool.hex(1_700_000_001), "00000001");
    assertEquals(0, Talk.error(talk.hear().get(0)));
  }

  /** J5: identical work never gets a second id. */
  @Test
  void anUnchangedJobIsNotPublishedTwice() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    pool.publish(Pool.job(1));
    talk.offer();
    assertEquals(List.of(), talk.hear());
    pool.publishClean(Pool.job(1));
    talk.offer();
    JsonArray params = Talk.params(talk.hear().get(0));
    assertEquals(Pool.hex(1_700_000_002), params.get(7).getAsString());
  }

  /** J6: bounded by count. */
  @Test
  void onlyTheLastJobsAreRemembered() {
    SessionLimits limits = SessionLimits.builder().jobs(3).build();
    Pool pool = new Pool(options -> options.limits(limits)).publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    for (int i = 2; i <= 4; i++) {
      pool.publish(Pool.job(i));
      talk.offer();
    }
    talk.ignore().submit("a", "1", EN2, Pool.hex(1_700_000_001), "00000001");
    assertEquals(21, Talk.error(talk.hear().get(0)));
    talk.submit("a", "2", EN2, Pool.hex(1_700_000_001), "00000001");
    assertEquals(0, Talk.error(talk.hear().get(0)));
  }

  /** J6: a job that was published but never sent to this session is not its job. */
  @Test
  void aSkippedJobIsUnknown() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    pool.publish(Pool.job(2)).publish(Pool.job(3));
    talk.offer();
    talk.ignore().submit("a", "2", EN2, Pool.hex(1_700_000_001), "00000001");
    assertEquals(21, Talk.error(talk.hear().get(0)));
  }

  /** D2: judged at the job's difficulty, or the current one if that is lower. */
  @Test
  void aShareIsJudgedByTheLowerOfItsJobsAndTheCurrentDifficulty() {
    Pool pool =
        new Pool(options -> options.difficulty(Vardiff.startingAt(1e-9)))
            .publish(Pool.job(1, Pool.HARD_BITS));
    Talk talk = new Talk(pool).mining("a");
    suggest(talk, "1000000");
    pool.publish(Pool.job(2, Pool.HARD_BITS));
    talk.offer();
    assertEquals(
        "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[1000000]}",
        talk.hear().get(1));
    assertEquals(0, submitMined(talk, "1", 1));
    assertEquals(1e-9, pool.recorded.get(0).difficulty().toDouble());
    assertEquals(23, submitMined(talk, "2", 2));

    suggest(talk, "1e-9");
    pool.publish(Pool.job(3, Pool.HARD_BITS));
    talk.offer();
    talk.hear();
    assertEquals(0, submitMined(talk, "2", 3));
    assertEquals(1e-9, pool.recorded.get(1).difficulty().toDouble());
  }

  /** D3: a change waits two seconds for a job, then brings its own. */
  @Test
  void aDifficultyChangeIsCarriedByAJob() {
    Pool pool =
        new Pool(options -> options.difficulty(Vardiff.startingAt(1)))
            .publish(Pool.job(1, Pool.HARD_BITS));
    Talk talk = new Talk(pool).mining("a");
    suggest(talk, "2.5");
    for (int i = 0; i < 3; i++) {
      assertEquals(i == 0 ? 1 : 0, talk.hear().size());
      talk.tick();
      pool.pass(Duration.ofSeconds(1));
    }
    List<String> heard = talk.hear();
    assertEquals(
        List.of("mining.set_difficulty", "mining.notify"),
        heard.stream().map(Talk::method).toList());
    assertEquals("2.5", Talk.params(heard.get(0)).get(0).getAsString());
    JsonArray job = Talk.params(heard.get(1));
    assertEquals("2", job.get(0).getAsString());
    assertFalse(job.get(8).getAsBoolean());
    assertFalse(job.get(7).getAsString().equals(Pool.hex(1_700_000_001)), "other bytes");
    for (int i = 0; i < 5; i++) {
      talk.tick();
      pool.pass(Duration.ofSeconds(1));
    }
    assertEquals(List.of(), talk.hear());
  }

  /** C4: the password comes before everything, and the pool's limits before the password. */
  @Test
  void wishesAreMergedByPrecedence() {
    Vardiff policy =
        Vardiff.startingAt(64)
            .between(
                io.stratumj.api.work.Difficulty.of(16), io.stratumj.api.work.Difficulty.of(4096));
    assertEquals("64", firstDifficulty(policy, "x", ""));
    assertEquals("512", firstDifficulty(policy, "x", "suggest 512"));
    assertEquals("16", firstDifficulty(policy, "x", "suggest 1"));
    assertEquals("4096", firstDifficulty(policy, "x", "suggest 1e12"));
    assertEquals("1024", firstDifficulty(policy, "md=1024", "suggest 512"));
    assertEquals("256", firstDifficulty(policy, "md=1024;d=256", "suggest 512"));
    assertEquals("16", firstDifficulty(policy, "d=0.001", ""));
    assertEquals("7", firstDifficulty(DifficultyPolicy.fixed(7), "d=9", "suggest 3"));
  }

  /** J1: the coinbase must leave the bytes this server's extranonces have. */
  @Test
  void aJobForAnotherExtranonceSizeIsRefused() {
    Pool pool = new Pool(options -> options.extranonce2Size(4));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> pool.publish(Pool.job(1)));
    assertTrue(refused.getMessage().contains("12 bytes"), refused.getMessage());
  }

  /** Solo pools: a job of one's own, and the shared line for the others. */
  @Test
  void aCustomizerGivesSomeSessionsTheirOwnJob() {
    Pool pool =
        new Pool(
                options ->
                    options.jobCustomizer(
                        (job, session) ->
                            session.workers().get(0).value().equals("solo")
                                ? Optional.of(withCoinbase2(job, "ffffffff00"))
                                : Optional.empty()))
            .publish(Pool.job(1));
    assertEquals("ffffffff00", coinbase2(new Talk(pool).handshake("solo")));
    assertEquals(Pool.job(1).coinbase2().toHex(), coinbase2(new Talk(pool).handshake("pool")));
  }

  private static String coinbase2(Talk talk) {
    return Talk.params(talk.hear().get(3)).get(3).getAsString();
  }

  private static Job withCoinbase2(Job job, String hex) {
    return new Job(
        job.previousHash(),
        job.coinbase1(),
        Bytes.fromHex(hex),
        job.extranonceSize(),
        job.merkleBranches(),
        job.version(),
        job.nBits(),
        job.nTime(),
        job.minTime(),
        job.body());
  }

  private static String firstDifficulty(DifficultyPolicy policy, String password, String wish) {
    Pool pool =
        new Pool(options -> options.difficulty(policy)).publish(Pool.job(1, Pool.HARD_BITS));
    Talk talk = new Talk(pool);
    if (wish.startsWith("suggest ")) {
      suggest(talk, wish.substring(8));
    }
    talk.say(
        "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"" + password + "\"]}",
        "{\"id\":1,\"method\":\"mining.subscribe\"}");
    return talk.hear().stream()
        .filter(line -> line.contains("\"mining.set_difficulty\",\"params\""))
        .map(line -> Talk.params(line).get(0).getAsString())
        .findFirst()
        .orElseThrow();
  }

  private static void suggest(Talk talk, String difficulty) {
    talk.say("{\"id\":9,\"method\":\"mining.suggest_difficulty\",\"params\":[" + difficulty + "]}");
  }

  /** Tries nonces from a range of their own until one is good at difficulty 1e-9, or 200 failed. */
  private static int submitMined(Talk talk, String job, int range) {
    int code = 0;
    for (int i = 0; i < 200; i++) {
      talk.submit("a", job, EN2, Pool.hex(1_700_000_001), Pool.hex(1_000 * range + i));
      code = Talk.error(talk.hear().get(0));
      if (code == 0) {
        return code;
      }
    }
    return code;
  }
}
