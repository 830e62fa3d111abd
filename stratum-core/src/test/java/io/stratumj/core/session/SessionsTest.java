package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import io.stratumj.core.spi.DisconnectReason;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** SPEC C3, C5: what a pool can do to live sessions. */
class SessionsTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);

  private final Pool pool =
      new Pool(options -> options.reconnectHosts(Set.of("eu.pool.example"))).publish(Pool.job(1));
  private final Talk talk = new Talk(pool).mining("a");
  private final Talk other = pool.talkOnAnotherLoop().mining("b");
  private final Sessions sessions = pool.protocol().sessions();
  private final long id = talk.conversation().info().id();

  @Test
  void allSessionsAreListed() {
    assertEquals(2, now(sessions.list()).size());
    talk.disconnect();
    assertEquals("b", now(sessions.list()).get(0).workers().get(0).value());
  }

  @Test
  void messagesReachOneOrAll() {
    now(sessions.showMessage(id, "to \"one\" \u00fc"));
    sessions.showMessage("to all");
    pool.runTasks();
    assertEquals(
        List.of(
            "{\"id\":null,\"method\":\"client.show_message\","
                + "\"params\":[\"to \\\"one\\\" \\u00fc\"]}",
            "{\"id\":null,\"method\":\"client.show_message\",\"params\":[\"to all\"]}"),
        talk.hear());
    assertEquals(1, other.hear().size());
  }

  @Test
  void minersAreSentElsewhereOnlyToKnownHosts() {
    assertThrows(
        IllegalArgumentException.class,
        () -> sessions.reconnect(id, "evil.example", 3333, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> sessions.reconnect(id, "eu.pool.example", 0, Duration.ZERO));
    now(sessions.reconnect(id, "eu.pool.example", 3333, Duration.ofSeconds(5)));
    now(sessions.reconnect(id));
    assertEquals(
        List.of(
            "{\"id\":null,\"method\":\"client.reconnect\",\"params\":[\"eu.pool.example\",3333,5]}",
            "{\"id\":null,\"method\":\"client.reconnect\",\"params\":[]}"),
        talk.hear());
    sessions.reconnect();
    pool.runTasks();
    assertEquals(1, other.hear().size());
  }

  /** F6: both forms of pong, and the version. */
  @Test
  void minersAreAsked() {
    CompletionStage<Duration> ping = sessions.ping(id);
    pool.runTasks();
    assertEquals(
        List.of("{\"id\":1000000001,\"method\":\"mining.ping\",\"params\":[]}"), talk.hear());
    pool.pass(Duration.ofMillis(70));
    talk.say(
        "{\"id\":17,\"result\":\"pong\"}", "{\"id\":1000000001,\"method\":\"pong\",\"params\":[]}");
    assertEquals(Duration.ofMillis(70), now(ping));

    CompletionStage<String> version = sessions.version(id);
    pool.runTasks();
    talk.ignore().say("{\"id\":1000000002,\"result\":\"cgminer/4.11.1\\n\",\"error\":null}");
    assertEquals("cgminer/4.11.1\\u000a", now(version));
  }

  @Test
  void anUnansweredQuestionFails() {
    CompletionStage<Duration> ping = sessions.ping(id);
    pool.runTasks();
    pool.pass(Duration.ofSeconds(30));
    talk.tick();
    assertTrue(ping.toCompletableFuture().isCompletedExceptionally());
    CompletionStage<Duration> again = sessions.ping(id);
    pool.runTasks();
    talk.disconnect();
    assertTrue(again.toCompletableFuture().isCompletedExceptionally());
  }

  @Test
  void nobodyIsAskedBeforeTheHandshake() {
    Talk fresh = new Talk(pool);
    CompletionStage<Duration> ping = sessions.ping(fresh.conversation().info().id());
    pool.runTasks();
    CompletionException early =
        assertThrows(CompletionException.class, ping.toCompletableFuture()::join);
    assertTrue(early.getCause() instanceof IllegalStateException, early.toString());
    sessions.showMessage("all");
    pool.runTasks();
    assertEquals(List.of(), fresh.hear());

    CompletionStage<Duration> nobody = sessions.ping(999);
    pool.runTasks();
    CompletionException missing =
        assertThrows(CompletionException.class, nobody.toCompletableFuture()::join);
    assertTrue(missing.getCause() instanceof NoSuchElementException, missing.toString());
  }

  /** C3: with a clean job, in one go, and the old value stays good for old jobs. */
  @Test
  void theExtranonceOfASubscriberMayChange() {
    assertFalse(now(sessions.changeExtranonce(id)), "never said that it understands");
    talk.say("{\"id\":3,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}").ignore();
    assertTrue(now(sessions.changeExtranonce(id)));

    List<String> heard = talk.hear();
    assertEquals(
        List.of("mining.set_extranonce", "mining.notify"),
        heard.stream().map(Talk::method).toList());
    JsonArray set = Talk.params(heard.get(0));
    assertEquals("10000003", set.get(0).getAsString());
    assertEquals(8, set.get(1).getAsInt());
    JsonArray job = Talk.params(heard.get(1));
    assertTrue(job.get(8).getAsBoolean());
    assertEquals("2", job.get(0).getAsString());

    talk.submit("a", "1", EN2, TIME, "00000001");
    talk.submit("a", "2", EN2, TIME, "00000001");
    assertEquals(List.of(0, 0), talk.hear().stream().map(Talk::error).toList());
    assertEquals("10000001", pool.recorded.get(0).work().extranonce().extranonce1().toHex());
    assertEquals("10000003", pool.recorded.get(1).work().extranonce().extranonce1().toHex());
  }

  /** C3, J7: without a job to follow it, a new extranonce would be mined with the old job. */
  @Test
  void theExtranonceStaysWhileThereIsNoWork() {
    talk.say("{\"id\":3,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}").ignore();
    pool.protocol().jobs().unavailable("the node is syncing");
    assertFalse(now(sessions.changeExtranonce(id)));
    assertEquals(List.of(), talk.hear());
  }

  /** C3, H2: a session that has not had its first job would mine with what it subscribed to. */
  @Test
  void theExtranonceStaysUntilWorkHasBegun() {
    Pool idle = new Pool();
    Talk early = new Talk(idle).handshake("a");
    early.say("{\"id\":3,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}").ignore();
    CompletionStage<Boolean> changed =
        idle.protocol().sessions().changeExtranonce(early.conversation().info().id());
    idle.runTasks();
    assertFalse(changed.toCompletableFuture().join());
    idle.publish(Pool.job(1));
    early.offer();
    assertEquals(
        List.of("mining.set_difficulty", "mining.notify"),
        early.hear().stream().map(Talk::method).toList());
  }

  @Test
  void aSessionCanBeClosed() {
    now(sessions.close(id));
    assertEquals(Optional.of(DisconnectReason.CLOSED_BY_POOL), talk.closed());
    assertEquals(Optional.empty(), other.closed());
  }

  private <T> T now(CompletionStage<T> stage) {
    pool.runTasks();
    CompletableFuture<T> done = stage.toCompletableFuture();
    assertTrue(done.isDone(), "not done");
    return done.join();
  }
}
