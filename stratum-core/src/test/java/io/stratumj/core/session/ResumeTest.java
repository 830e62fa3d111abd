package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.vardiff.Vardiff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC H7: a miner that comes back goes on where it was. */
class ResumeTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);

  private final ExtranonceSpace space = ExtranonceSpace.ofSize(4, 7);
  private final Pool pool = new Pool(options -> options.extranonces(space)).publish(Pool.job(1));

  @Test
  void aResumedSessionHasItsExtranonceItsJobsAndItsShares() {
    Talk before = new Talk(pool);
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    before.ignore();
    assertEquals(0, submit(before, "1", 1));
    before.disconnect();

    Talk after = new Talk(pool);
    JsonArray second = subscribe(after, "\"test\",\"" + sid(first) + "\"");

    assertEquals(first.get(1), second.get(1));
    assertNotEquals(sid(first), sid(second));
    authorize(after);
    List<String> heard = after.hear();
    assertEquals(
        List.of("reply", "mining.set_difficulty", "mining.notify"),
        heard.stream().map(Talk::method).toList());
    JsonArray job = Talk.params(heard.get(2));
    assertEquals("2", job.get(0).getAsString(), "never the same id again");
    assertEquals(true, job.get(8).getAsBoolean());
    assertEquals(22, submit(after, "1", 1), "credited before, in the first life");
    assertEquals(0, submit(after, "1", 2), "in flight when the link broke");
    assertEquals(2, pool.recorded.size());
    assertEquals(1, space.used());
  }

  /** Difficulty and vardiff state go on. */
  @Test
  void aResumedSessionKeepsItsDifficulty() {
    Pool varied =
        new Pool(options -> options.difficulty(Vardiff.startingAt(1)))
            .publish(Pool.job(1, Pool.HARD_BITS));
    Talk before = new Talk(varied);
    JsonArray first = subscribe(before, "\"test\"");
    before.say("{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[777]}");
    authorize(before);
    before.disconnect();

    Talk after = new Talk(varied);
    subscribe(after, "\"test\",\"" + sid(first) + "\"");
    authorize(after);

    assertEquals("777", Talk.params(after.hear().get(1)).get(0).getAsString());
  }

  /** A link that died silently: the new connection takes over, the old one ends. */
  @Test
  void aLiveSessionIsTakenOver() {
    Talk before = new Talk(pool);
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    before.ignore();

    Talk after = new Talk(pool);
    JsonArray second = subscribe(after, "\"test\",\"" + sid(first) + "\"");

    assertEquals(first.get(1), second.get(1));
    assertEquals(Optional.of(DisconnectReason.TAKEN_OVER), before.closed());
    before.say("{\"id\":9,\"method\":\"mining.ping\"}");
    assertEquals(List.of(), before.hear());
    before.disconnect();
    assertEquals(1, space.used());
    authorize(after);
    assertEquals(0, submit(after.ignore(), "1", 5));
  }

  /** The same across event loops: the reply waits for the other loop, and so do later replies. */
  @Test
  void aLiveSessionOfAnotherLoopIsTakenOver() {
    Talk before = new Talk(pool);
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    before.ignore();
    Talk after = pool.talkOnAnotherLoop();

    after.say(
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"t\",\"" + sid(first) + "\"]}",
        "{\"id\":5,\"method\":\"mining.ping\"}");
    assertEquals(List.of(), after.hear());
    pool.runTasks();

    List<String> heard = after.hear();
    assertEquals(first.get(1), result(heard.get(0)).get(1));
    assertEquals("{\"id\":5,\"result\":\"pong\",\"error\":null}", heard.get(1));
    assertEquals(Optional.of(DisconnectReason.TAKEN_OVER), before.closed());
  }

  /** What another loop had is complete: the miner goes on, with its shares and its work. */
  @Test
  void whatWasTakenOverFromAnotherLoopIsMinedWith() {
    Talk before = pool.talkOnAnotherLoop();
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    before.ignore();
    assertEquals(0, submit(before, "1", 1));

    Talk after = new Talk(pool);
    authorize(after);
    subscribeLater(after, sid(first));
    after.say("{\"id\":6,\"method\":\"mining.subscribe\",\"params\":[]}").ignore();
    pool.runTasks();
    List<String> heard = after.hear();
    assertEquals(
        List.of("reply", "reply", "mining.set_difficulty", "mining.notify"),
        heard.stream().map(Talk::method).toList());
    assertEquals(20, Talk.error(heard.get(1)), "one subscribe at a time");
    assertEquals(22, submit(after, "1", 1));
    assertEquals(0, submit(after, "1", 2));
    before.disconnect();
    assertEquals(1, space.used(), "and the one that was left gives nothing back");
  }

  /** Who leaves while its old session is looked for can come back to it all the same. */
  @Test
  void whoLeavesWhileItsSessionIsLookedForLosesNothing() {
    Talk before = pool.talkOnAnotherLoop();
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    Talk hasty = new Talk(pool);
    subscribeLater(hasty, sid(first));
    hasty.disconnect();
    pool.runTasks();
    before.disconnect();
    Talk after = new Talk(pool);
    assertEquals(first.get(1), subscribe(after, "\"t\",\"" + sid(first) + "\"").get(1));
    assertEquals(1, space.used());
  }

  /** C4, H7: what was asked for before the subscribe counts for the session that comes back. */
  @Test
  void aWishBeforeTheSubscribeIsTakenAlong() {
    Pool varied =
        new Pool(options -> options.difficulty(Vardiff.startingAt(1)))
            .publish(Pool.job(1, Pool.HARD_BITS));
    Talk before = new Talk(varied);
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    before.disconnect();
    Talk after = new Talk(varied);
    after.say("{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[555]}").ignore();
    subscribe(after, "\"test\",\"" + sid(first) + "\"");
    authorize(after);
    assertEquals("555", Talk.params(after.hear().get(1)).get(0).getAsString());
  }

  /** Nobody there, or nobody who answers: a fresh session. */
  @Test
  void aSearchThatFindsNothingEndsInAFreshSession() {
    String unknown = "0123456789abcdef0123456789abcdef";
    Talk asked = new Talk(pool);
    Talk elsewhere = pool.talkOnAnotherLoop();
    subscribeLater(asked, unknown);
    pool.runTasks();
    assertEquals(1, asked.hear().size());

    subscribeLater(elsewhere, unknown);
    assertEquals(List.of(), elsewhere.hear());
    pool.pass(Duration.ofSeconds(2));
    elsewhere.tick();
    assertEquals(1, elsewhere.hear().size());
    pool.runTasks();
    assertEquals(List.of(), elsewhere.hear());
    assertEquals(2, space.used());
  }

  /** A Whatsminer sends what another pool gave it. */
  @Test
  void junkTokensAreIgnored() {
    for (String junk :
        List.of("b08cf00d1", "", "deadbeef", "x".repeat(32), "0".repeat(31), "A".repeat(32))) {
      JsonArray result = subscribe(new Talk(pool), "\"t\",\"" + junk + "\"");
      assertEquals(3, result.size());
    }
    assertEquals(6, space.used());
  }

  /** After ten minutes a session is forgotten, and what it held is free. */
  @Test
  void endedSessionsAreForgotten() {
    Talk before = new Talk(pool);
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    before.disconnect();
    assertEquals(1, space.used());
    pool.pass(Duration.ofMinutes(10));
    Talk after = new Talk(pool);
    after.tick();
    assertEquals(0, space.used());
    assertNotEquals(first.get(1), subscribe(after, "\"test\",\"" + sid(first) + "\"").get(1));
  }

  /** A token works once. */
  @Test
  void aTokenIsSpentWhenItIsUsed() {
    Talk before = new Talk(pool);
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    before.disconnect();
    assertEquals(first.get(1), subscribe(new Talk(pool), "\"t\",\"" + sid(first) + "\"").get(1));
    assertNotEquals(first.get(1), subscribe(new Talk(pool), "\"t\",\"" + sid(first) + "\"").get(1));
  }

  @Test
  void resumingIsAnOption() {
    SessionLimits never = SessionLimits.builder().resume(Duration.ZERO).build();
    Pool other = new Pool(options -> options.limits(never).extranonces(space)).publish(Pool.job(1));
    Talk before = new Talk(other);
    JsonArray first = subscribe(before, "\"test\"");
    authorize(before);
    before.disconnect();
    assertEquals(0, space.used());
    assertNotEquals(
        first.get(1), subscribe(new Talk(other), "\"t\",\"" + sid(first) + "\"").get(1));
  }

  /** L1: bounded by count too. */
  @Test
  void onlySoManyEndedSessionsAreKept() {
    SessionLimits two = SessionLimits.builder().resumable(2).build();
    Pool small = new Pool(options -> options.limits(two).extranonces(space)).publish(Pool.job(1));
    for (int i = 0; i < 5; i++) {
      Talk talk = new Talk(small);
      subscribe(talk, "\"test\"");
      authorize(talk);
      talk.disconnect();
    }
    assertEquals(2, space.used());
    assertFalse(small.faults.size() > 0, small.faults.toString());
  }

  private static void subscribeLater(Talk talk, String token) {
    talk.say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"t\",\"" + token + "\"]}");
  }

  private static JsonArray subscribe(Talk talk, String params) {
    talk.say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[" + params + "]}");
    return result(talk.hear().get(0));
  }

  private static JsonArray result(String line) {
    return JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("result");
  }

  private static void authorize(Talk talk) {
    talk.say("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"x\"]}");
  }

  private static String sid(JsonArray result) {
    return result.get(0).getAsJsonArray().get(1).getAsJsonArray().get(1).getAsString();
  }

  private static int submit(Talk talk, String job, int nonce) {
    talk.submit("a", job, EN2, TIME, Pool.hex(nonce));
    return Talk.error(talk.hear().get(0));
  }
}
