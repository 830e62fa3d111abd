package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.core.vardiff.Vardiff;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** SPEC D3, D4: when a session hears of another difficulty, and what the network makes of it. */
class DifficultyChangeTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);
  private static final List<String> CHANGE = List.of("mining.set_difficulty", "mining.notify");

  /** A network of difficulty 16,307.42. */
  private static final int MIDDLE_BITS = 0x1b0404cb;

  /** D3, D4: eight shares within a moment are a flood; the eighth brings the change. */
  @Test
  void aFloodIsStoppedByTheShareThatShowsIt() {
    Pool pool = pool(Vardiff.startingAt(Pool.EASY)).publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    for (int nonce = 1; nonce <= 7; nonce++) {
      assertEquals(List.of("reply"), submit(talk, nonce));
    }
    assertEquals(List.of("reply", "mining.set_difficulty", "mining.notify"), submit(talk, 8));
    assertEquals(List.of("reply"), submit(talk, 9), "of the old job, as it was asked");
    assertEquals(9, pool.recorded.size());
    assertEquals(Pool.EASY, pool.recorded.get(8).difficulty().toDouble());
    assertEquals(List.of(), tick(pool, talk, 3), "told once");
  }

  /** D3, S7: replies may have to wait for a database, the end of a flood does not. */
  @Test
  void aFloodIsStoppedThoughItsSharesWaitToBeRecorded() {
    CompletableFuture<Void> recorded = new CompletableFuture<>();
    ShareSink slow = share -> recorded;
    Pool pool =
        new Pool(options -> options.difficulty(Vardiff.startingAt(Pool.EASY)).shareSink(slow))
            .publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    for (int nonce = 1; nonce <= 7; nonce++) {
      assertEquals(List.of(), submit(talk, nonce));
    }
    assertEquals(CHANGE, submit(talk, 8));
    recorded.complete(null);
    pool.runTasks();
    assertEquals(8, talk.hear().size());
  }

  /** D3: from four times the difficulty; less is not worth a job of its own. */
  @Test
  void aSmallerRaiseWaitsForAJob() {
    Pool pool = pool(Vardiff.startingAt(Pool.EASY)).publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    suggest(talk, "3.9e-10");
    assertEquals(List.of("reply"), submit(talk, 1));
    suggest(talk, "4.1e-10");
    assertEquals(List.of("reply", "mining.set_difficulty", "mining.notify"), submit(talk, 2));
  }

  /** D3: a delay of nothing ends with the next tick. */
  @Test
  void withoutADelayAChangeGoesOutAtTheNextTick() {
    SessionLimits limits = SessionLimits.builder().difficultyDelay(Duration.ZERO).build();
    Pool pool =
        new Pool(options -> options.difficulty(Vardiff.startingAt(Pool.EASY)).limits(limits))
            .publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    suggest(talk, "3e-10");
    assertEquals(CHANGE, tick(pool, talk, 1));
  }

  /** J7: work that was taken back carries nothing; the change goes out when there is work again. */
  @Test
  void withdrawnWorkCarriesNoChange() {
    Pool pool = pool(Vardiff.startingAt(Pool.EASY)).publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    pool.protocol().jobs().unavailable("the node is syncing");
    suggest(talk, "5e-10");
    assertEquals(List.of("reply"), submit(talk, 1));
    assertEquals(List.of(), tick(pool, talk, 5));

    pool.publish(Pool.job(1));
    assertEquals(CHANGE, tick(pool, talk, 1));
  }

  /** D4: whoever wished for it, by the job it is sent with. */
  @Test
  void noDifficultyIsAboveTheNetworkOfItsJob() {
    Pool pool = pool(Vardiff.startingAt(64)).publish(Pool.job(1));
    Talk talk = new Talk(pool).handshake("a");
    assertEquals("1", difficulty(talk));
    assertEquals(List.of(), tick(pool, talk, 3), "nothing waits");

    offer(pool, talk, 2, MIDDLE_BITS);
    assertEquals("64", difficulty(talk));
    suggest(talk, "1000000");
    offer(pool, talk, 3, MIDDLE_BITS);
    assertEquals("16307", difficulty(talk));
    offer(pool, talk, 4, 0x1d00ffff);
    assertEquals("1", difficulty(talk));
  }

  /** D4: a miner that is too slow for an easy network is helped as on any other. */
  @Test
  void aMinerTheNetworkHoldsBackIsStillHelped() {
    Pool pool = pool(Vardiff.startingAt(64)).publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    pass(pool, talk, 40);
    double helped = Double.parseDouble(difficulty(talk));
    assertTrue(helped < 0.5, helped + "");
  }

  /** D4: what the pool or the miner insist on is not the network's business. */
  @Test
  void aMinimumAndAPasswordAreAboveTheNetwork() {
    assertEquals("7", first(DifficultyPolicy.fixed(7), ""));
    assertEquals("64", first(Vardiff.startingAt(1), "md=64"));
    assertEquals("64", first(Vardiff.startingAt(1), "d=64"));
    assertEquals("1", first(Vardiff.startingAt(64), ""));
  }

  private static Pool pool(DifficultyPolicy policy) {
    return new Pool(options -> options.difficulty(policy));
  }

  private static List<String> submit(Talk talk, int nonce) {
    talk.submit("a", "1", EN2, TIME, Pool.hex(nonce));
    return methods(talk);
  }

  private static List<String> tick(Pool pool, Talk talk, int seconds) {
    pass(pool, talk, seconds);
    return methods(talk);
  }

  private static void pass(Pool pool, Talk talk, int seconds) {
    for (int i = 0; i < seconds; i++) {
      pool.pass(Duration.ofSeconds(1));
      talk.tick();
    }
  }

  private static void offer(Pool pool, Talk talk, int job, int nBits) {
    pool.publish(Pool.job(job, nBits));
    talk.offer();
  }

  private static void suggest(Talk talk, String difficulty) {
    talk.say("{\"id\":9,\"method\":\"mining.suggest_difficulty\",\"params\":[" + difficulty + "]}")
        .ignore();
  }

  /** The first difficulty of a session on a network of difficulty 1. */
  private static String first(DifficultyPolicy policy, String password) {
    Talk talk = new Talk(pool(policy).publish(Pool.job(1)));
    talk.say(
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}",
        "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"" + password + "\"]}");
    return difficulty(talk);
  }

  /** The one that was set, right before a job. */
  private static String difficulty(Talk talk) {
    List<String> heard = talk.hear();
    int set = methods(heard).indexOf("mining.set_difficulty");
    assertEquals(CHANGE, methods(heard.subList(set, heard.size())));
    return Talk.params(heard.get(set)).get(0).getAsString();
  }

  private static List<String> methods(Talk talk) {
    return methods(talk.hear());
  }

  private static List<String> methods(List<String> lines) {
    return lines.stream().map(Talk::method).toList();
  }
}
