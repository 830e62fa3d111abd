package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.ExtranonceAllocator;
import io.stratumj.core.vardiff.Vardiff;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** SPEC H: the handshake and the life of a session. */
class HandshakeTest {
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}";
  private static final String AUTHORIZE =
      "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a.b\",\"x\"]}";
  private static final String CONFIGURE =
      "{\"id\":3,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{}]}";

  /** H2, H3: replies first, then difficulty, then a clean job. */
  @Test
  void workFollowsTheRepliesInOrder() {
    Pool pool = new Pool().publish(Pool.job(1));

    List<String> heard = new Talk(pool).handshake("alice.rig1").hear();

    assertTrue(
        heard
            .get(0)
            .matches(
                "\\{\"id\":1,\"result\":\\[\\[\\[\"mining.set_difficulty\",\"[0-9a-f]{32}\"],"
                    + "\\[\"mining.notify\",\"[0-9a-f]{32}\"]],\"10000001\",8],\"error\":null}"),
        heard.get(0));
    assertEquals("{\"id\":2,\"result\":true,\"error\":null}", heard.get(1));
    assertEquals(
        "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[0.0000000001]}",
        heard.get(2));
    assertEquals("mining.notify", Talk.method(heard.get(3)));
    assertTrue(Talk.params(heard.get(3)).get(8).getAsBoolean());
    assertEquals(4, heard.size());
  }

  /** H1: any order, pipelined in one packet, every request answered. */
  @Test
  void theOrderOfMethodsIsFree() {
    for (List<String> order :
        List.of(
            List.of(SUBSCRIBE, AUTHORIZE, CONFIGURE),
            List.of(AUTHORIZE, CONFIGURE, SUBSCRIBE),
            List.of(CONFIGURE, AUTHORIZE, SUBSCRIBE))) {
      Pool pool = new Pool().publish(Pool.job(1));

      List<String> heard = new Talk(pool).say(order.toArray(String[]::new)).hear();

      assertEquals(
          1, heard.stream().filter(line -> Talk.method(line).equals("mining.notify")).count());
      assertEquals(3, heard.stream().filter(line -> Talk.method(line).equals("reply")).count());
      int notify = indexOf(heard, "mining.notify");
      assertTrue(notify > indexOf(heard, "mining.set_difficulty"));
      assertEquals("mining.set_difficulty", Talk.method(heard.get(notify - 1)));
    }
  }

  /** H2: the mask goes out before difficulty and job, and only to those who negotiated. */
  @Test
  void theVersionMaskComesBeforeTheDifficulty() {
    Pool pool = new Pool().publish(Pool.job(1));

    List<String> heard = new Talk(pool).say(CONFIGURE, SUBSCRIBE, AUTHORIZE).hear();

    assertEquals(
        List.of(
            "reply",
            "reply",
            "reply",
            "mining.set_version_mask",
            "mining.set_difficulty",
            "mining.notify"),
        heard.stream().map(Talk::method).toList());
    assertEquals(
        "{\"id\":3,\"result\":{\"version-rolling\":true,\"version-rolling.mask\":\"1fffe000\"},"
            + "\"error\":null}",
        heard.get(0));
    assertEquals("1fffe000", Talk.params(heard.get(3)).get(0).getAsString());
  }

  /** H2: a broadcast before the session is ready is parked. */
  @Test
  void nothingUnsolicitedPrecedesTheReplies() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool);

    talk.offer();
    assertEquals(List.of(), talk.hear());
    talk.say(SUBSCRIBE).offer();
    assertEquals(List.of("reply"), talk.hear().stream().map(Talk::method).toList());
    talk.say(AUTHORIZE);
    assertEquals(
        List.of("reply", "mining.set_difficulty", "mining.notify"),
        talk.hear().stream().map(Talk::method).toList());
  }

  /** H2: without a job the miner waits, and is served when the first one comes. */
  @Test
  void workStartsWithTheFirstJob() {
    Pool pool = new Pool();
    Talk talk = new Talk(pool).handshake("a");
    assertEquals(2, talk.hear().size());

    pool.publish(Pool.job(1));
    talk.offer();

    assertEquals(
        List.of("mining.set_difficulty", "mining.notify"),
        talk.hear().stream().map(Talk::method).toList());
  }

  /** H2: an option for pools whose jobs need no worker. */
  @Test
  void workOnSubscribeIsAnOption() {
    Pool pool = new Pool(options -> options.workOnSubscribe(true)).publish(Pool.job(1));

    List<String> heard = new Talk(pool).say(SUBSCRIBE).hear();

    assertEquals(
        List.of("reply", "mining.set_difficulty", "mining.notify"),
        heard.stream().map(Talk::method).toList());
  }

  /** H3. */
  @Test
  void aSecondSubscribeRepeatsTheFirstResult() {
    Talk talk = new Talk(new Pool());
    String first = talk.say(SUBSCRIBE).hear().get(0);

    String second =
        talk.say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"x\",\"junk\"]}")
            .hear()
            .get(0);

    assertEquals(first, second);
  }

  /** H3: everything that miners were seen to send is taken. */
  @Test
  void subscribeParamsAreAllOptionalAndTolerated() {
    for (String params :
        List.of(
            "[]",
            "[\"cpuminer/2.5.1\"]",
            "[\"bos\",null]",
            "[\"bos\",null,\"host\",null]",
            "[\"NiceHash/1.0.0\",\"1700000000000\",\"00ff\"]",
            "[\"whatsminer/v1.0\",\"b08cf00d1\"]",
            "[\"x\",17]",
            "[null]",
            "[{\"a\":[1]},{}]",
            "[\"" + "n".repeat(300) + "\",\"" + "s".repeat(300) + "\",\"h\",3333,true]")) {
      Talk talk = new Talk(new Pool());
      talk.say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":" + params + "}");
      assertTrue(talk.hear().get(0).contains("\"10000001\",8],\"error\":null"), params);
    }
  }

  /** H3: the agent is cut at 256 characters and cannot disturb a log. */
  @Test
  void theUserAgentIsEscaped() {
    Talk talk = new Talk(new Pool());
    talk.say(
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"a\\u0000\\n\\u202e"
            + "z".repeat(400)
            + "\"]}");

    String agent = talk.conversation().info().userAgent().orElseThrow();

    assertTrue(agent.startsWith("a\\u0000\\u000a\\u202ezzz"), agent);
    assertEquals(256 - 4 + 1 + 3 * 6, agent.length());
  }

  /** H4: no two live sessions share an extranonce1, and a released one rests. */
  @Test
  void everySessionHasItsOwnExtranonce() {
    Pool pool = new Pool();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      Talk talk = new Talk(pool);
      String reply = talk.say(SUBSCRIBE).hear().get(0);
      seen.merge(reply.replaceAll(".*]],\"([0-9a-f]+)\".*", "$1"), 1, Integer::sum);
      talk.disconnect();
    }
    assertEquals(100, seen.size());
  }

  /** H4: exhaustion refuses the subscribe and keeps the connection. */
  @Test
  void aFullServerRefusesTheSubscribe() {
    Talk talk = new Talk(new Pool(options -> options.extranonces(fullWhile(() -> true))));

    assertEquals(
        "{\"id\":1,\"result\":null,\"error\":[20,\"Server full\",null]}",
        talk.say(SUBSCRIBE).hear().get(0));
    assertEquals(Optional.empty(), talk.closed());
  }

  /**
   * H4, C4: what was wished before a subscribe that failed is granted with the one that does not.
   */
  @Test
  void wishesOutliveARefusedSubscribe() {
    AtomicBoolean full = new AtomicBoolean(true);
    Pool pool =
        new Pool(
                options ->
                    options.extranonces(fullWhile(full::get)).difficulty(Vardiff.startingAt(1)))
            .publish(Pool.job(1));
    Talk talk = new Talk(pool);
    talk.say("{\"id\":9,\"method\":\"mining.suggest_difficulty\",\"params\":[0.5]}", SUBSCRIBE)
        .ignore();
    full.set(false);

    List<String> heard = talk.say(SUBSCRIBE, AUTHORIZE).hear();
    assertTrue(
        heard.stream().anyMatch(line -> line.contains("difficulty\",\"params\":[0.5]")),
        heard.toString());
  }

  private static ExtranonceAllocator fullWhile(BooleanSupplier full) {
    ExtranonceSpace space = ExtranonceSpace.ofSize(4, 0);
    return new ExtranonceAllocator() {
      @Override
      public int size() {
        return space.size();
      }

      @Override
      public Optional<Bytes> allocate(long nowNanos) {
        return full.getAsBoolean() ? Optional.empty() : space.allocate(nowNanos);
      }

      @Override
      public void release(Bytes extranonce1, long nowNanos) {
        space.release(extranonce1, nowNanos);
      }
    };
  }

  /** H8: each deadline has its own reason, and our own writes do not count as life. */
  @Test
  void silenceEndsASession() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk silent = new Talk(pool);
    Talk halfway = new Talk(pool).say(SUBSCRIBE);
    Talk mining = new Talk(pool).handshake("a");

    pool.pass(Duration.ofSeconds(10));
    List.of(silent, halfway, mining).forEach(Talk::tick);
    assertEquals(Optional.of(DisconnectReason.FIRST_LINE_TIMEOUT), silent.closed());
    assertEquals(Optional.empty(), halfway.closed());

    pool.pass(Duration.ofSeconds(50));
    List.of(halfway, mining).forEach(Talk::tick);
    assertEquals(Optional.of(DisconnectReason.HANDSHAKE_TIMEOUT), halfway.closed());
    assertEquals(Optional.empty(), mining.closed());

    for (int i = 0; i < 9; i++) {
      pool.pass(Duration.ofMinutes(1)).publish(Pool.job(2 + i));
      mining.offer();
      mining.tick();
      assertEquals(i < 8, mining.closed().isEmpty());
    }
    assertEquals(Optional.of(DisconnectReason.IDLE_TIMEOUT), mining.closed());
  }

  /** H9: what a session held is free again once it is gone. */
  @Test
  void disconnectReleasesTheExtranonce() {
    ExtranonceSpace space = ExtranonceSpace.ofSize(4, 0);
    Pool pool = new Pool(options -> options.extranonces(space));
    Talk talk = new Talk(pool).say(SUBSCRIBE);
    assertEquals(1, space.used());

    talk.disconnect();

    assertEquals(0, space.used());
  }

  private static int indexOf(List<String> heard, String method) {
    return heard.stream().map(Talk::method).toList().indexOf(method);
  }
}
