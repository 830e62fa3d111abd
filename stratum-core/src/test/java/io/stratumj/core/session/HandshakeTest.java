package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.Credentials;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.ExtranonceAllocator;
import io.stratumj.core.vardiff.Vardiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

  /** H5: several workers, each of them credited; repeating one asks nobody again. */
  @Test
  void severalWorkersMayBeAuthorized() {
    List<String> asked = new ArrayList<>();
    Authorizer authorizer =
        (credentials, session) -> {
          asked.add(credentials.worker().value());
          return CompletableFuture.completedStage(Authorization.allowed());
        };
    Talk talk = new Talk(new Pool(authorizer, options -> options));

    talk.say(AUTHORIZE, AUTHORIZE.replace("a.b", " c.d "), AUTHORIZE);

    assertEquals(3, talk.hear().stream().filter(line -> line.contains("true")).count());
    assertEquals(List.of("a.b", "c.d"), asked);
    assertEquals(2, talk.conversation().info().workers().size());
  }

  /**
   * H5, L1: fifteen authorizes in one packet, and more than the authorizer may be asked at once.
   */
  @Test
  void manyAuthorizesMayComeInOnePacket() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 15; i++) {
      lines.append(AUTHORIZE.replace("a.b", "w" + i)).append('\n');
    }
    Talk talk = new Talk(new Pool().publish(Pool.job(1))).say(SUBSCRIBE).ignore();
    talk.sayRaw(lines.toString());
    assertEquals(15, talk.hear().stream().filter(line -> line.contains("true,\"error")).count());

    Authorizer silent = (credentials, session) -> new CompletableFuture<>();
    Talk waiting = new Talk(new Pool(silent, options -> options));
    for (int i = 0; i < 17; i++) {
      waiting.say(AUTHORIZE.replace("a.b", "w" + i));
    }
    assertEquals(
        List.of(
            "{\"id\":2,\"result\":null,\"error\":[20,\"Too many pending authorizations\",null]}"),
        waiting.hear());
    assertTrue(waiting.conversation().owesReplies());
  }

  /** H5: a name no store could keep is refused. */
  @Test
  void halfASurrogatePairIsNoName() {
    Talk talk = new Talk(new Pool()).say(AUTHORIZE.replace("a.b", "a\\ud800b"));
    assertEquals(20, Talk.error(talk.hear().get(0)));
  }

  /** H5: 20 for what is no name. */
  @Test
  void namesThatAreNoneAreRefused() {
    for (String params : List.of("[]", "[\"\"]", "[\"  \"]", "[17]", "[null,\"x\"]")) {
      Talk talk = new Talk(new Pool());
      talk.say("{\"id\":2,\"method\":\"mining.authorize\",\"params\":" + params + "}");
      assertEquals(20, Talk.error(talk.hear().get(0)), params);
    }
    Talk talk = new Talk(new Pool());
    talk.say(AUTHORIZE.replace("a.b", "n".repeat(255)), AUTHORIZE.replace("a.b", "n".repeat(256)));
    assertEquals(List.of(0, 20), talk.hear().stream().map(Talk::error).toList());
  }

  /** H5: a denial is 24, may be tried again, and five close the session. */
  @Test
  void fiveDenialsCloseTheSession() {
    Authorizer nobody =
        (credentials, session) ->
            CompletableFuture.completedStage(Authorization.denied("not in the list"));
    Talk talk = new Talk(new Pool(nobody, options -> options));
    for (int i = 1; i <= 5; i++) {
      assertEquals(Optional.empty(), talk.closed());
      assertEquals(
          "{\"id\":2,\"result\":null,\"error\":[24,\"Unauthorized worker\",null]}",
          talk.say(AUTHORIZE).hear().get(0));
    }
    assertEquals(Optional.of(DisconnectReason.TOO_MANY_DENIALS), talk.closed());
  }

  /** H5, F5: an authorize that waits does not hold back others; too late is a denial. */
  @Test
  void aSlowAuthorizerHoldsNothingBackAndIsNotWaitedForLong() {
    Map<String, CompletableFuture<Authorization>> answers = new HashMap<>();
    Authorizer slow =
        (credentials, session) ->
            answers.computeIfAbsent(
                credentials.worker().value(), name -> new CompletableFuture<>());
    Pool pool = new Pool(slow, options -> options).publish(Pool.job(1));
    Talk talk = new Talk(pool);

    talk.say(AUTHORIZE, SUBSCRIBE, AUTHORIZE.replace("a.b", "late").replace(":2", ":5"));
    assertEquals(1, talk.hear().size());

    answers.get("a.b").complete(Authorization.allowed());
    pool.runTasks();
    assertEquals(
        List.of("reply", "mining.set_difficulty", "mining.notify"),
        talk.hear().stream().map(Talk::method).toList());

    pool.pass(Duration.ofSeconds(10));
    talk.tick();
    assertEquals(
        "{\"id\":5,\"result\":null,\"error\":[24,\"Unauthorized worker\",null]}",
        talk.hear().get(0));
    answers.get("late").complete(Authorization.allowed());
    pool.runTasks();
    assertEquals(List.of(), talk.hear());
    assertEquals(1, talk.conversation().info().workers().size());
  }

  /** H5: a throw and a failed stage deny, and are reported. */
  @Test
  void aFailingAuthorizerDenies() {
    Authorizer thrower =
        (credentials, session) -> {
          throw new IllegalStateException("database gone");
        };
    Authorizer failing =
        (credentials, session) ->
            CompletableFuture.failedStage(new IllegalStateException("database gone"));
    Authorizer failingFirst =
        (credentials, session) ->
            CompletableFuture.<String>failedFuture(new IllegalStateException("database gone"))
                .thenApply(row -> Authorization.allowed());
    for (Authorizer authorizer : List.of(thrower, failing, failingFirst)) {
      Pool pool = new Pool(authorizer, options -> options);
      Talk talk = new Talk(pool);
      assertEquals(24, Talk.error(talk.say(AUTHORIZE).hear().get(0)));
      assertEquals(
          List.of("Authorizer: java.lang.IllegalStateException: database gone"), pool.faults);
    }
  }

  /** H5: a failure that comes later is reported as itself too, and one without a cause as it is. */
  @Test
  void aFailureThatComesLaterIsReportedAsItself() {
    CompletableFuture<String> row = new CompletableFuture<>();
    Pool pool =
        new Pool(
            (credentials, session) -> row.thenApply(found -> Authorization.allowed()),
            options -> options);
    Talk talk = new Talk(pool).say(AUTHORIZE);
    row.completeExceptionally(new IllegalStateException("database gone"));
    pool.runTasks();
    assertEquals(24, Talk.error(talk.hear().get(0)));
    assertEquals(
        List.of("Authorizer: java.lang.IllegalStateException: database gone"), pool.faults);

    Pool other =
        new Pool(
            (credentials, session) ->
                CompletableFuture.failedStage(new CompletionException("no cause", null)),
            options -> options);
    assertEquals(24, Talk.error(new Talk(other).say(AUTHORIZE).hear().get(0)));
    assertEquals(
        List.of("Authorizer: java.util.concurrent.CompletionException: no cause"), other.faults);
  }

  /** H5: so does an answer that was called off. */
  @Test
  void anAuthorizationThatWasCancelledDenies() {
    CompletableFuture<Authorization> cancelled = new CompletableFuture<>();
    cancelled.cancel(false);
    Pool pool = new Pool((credentials, session) -> cancelled, options -> options);
    Talk talk = new Talk(pool);
    assertEquals(24, Talk.error(talk.say(AUTHORIZE).hear().get(0)));
    assertEquals(List.of("Authorizer: java.util.concurrent.CancellationException"), pool.faults);
  }

  /** H5, L1: a worker that waits counts as one, and each may be asked for only so often. */
  @Test
  void onlySoManyMayWaitForTheAuthorizer() {
    SessionLimits limits = SessionLimits.builder().workers(2).pendingAuthorizations(2).build();
    Pool slow =
        new Pool(
            (credentials, session) -> new CompletableFuture<>(), builder -> builder.limits(limits));
    Talk talk = new Talk(slow).say(SUBSCRIBE).ignore();
    String refused = "{\"id\":2,\"result\":null,\"error\":[20,\"%s\",null]}";
    talk.say(AUTHORIZE, AUTHORIZE);
    assertEquals(List.of(), talk.hear());
    talk.say(AUTHORIZE);
    assertEquals(List.of(refused.formatted("Too many pending authorizations")), talk.hear());
    talk.say(AUTHORIZE.replace("a.b", "c.d"), AUTHORIZE.replace("a.b", "e.f"));
    assertEquals(List.of(refused.formatted("Too many workers")), talk.hear());
    slow.pass(limits.authorization());
    talk.tick();
    String denied = "{\"id\":2,\"result\":null,\"error\":[24,\"Unauthorized worker\",null]}";
    assertEquals(List.of(denied, denied, denied), talk.hear());
  }

  /** H6. */
  @Test
  void thePasswordMayAskForADifficulty() {
    List<Credentials> seen = new ArrayList<>();
    Authorizer authorizer =
        (credentials, session) -> {
          seen.add(credentials);
          return CompletableFuture.completedStage(Authorization.allowed());
        };
    Talk talk = new Talk(new Pool(authorizer, options -> options));
    talk.say(AUTHORIZE.replace("\"x\"", "\"x;d=512, md=0.5,z=1,d\""));

    Credentials credentials = seen.get(0);
    assertEquals("512", credentials.fixedDifficulty().orElseThrow().toWire());
    assertEquals("0.5", credentials.minimumDifficulty().orElseThrow().toWire());
    assertEquals("x;d=512, md=0.5,z=1,d", credentials.password());
    assertTrue(!credentials.toString().contains("512"), "no password in " + credentials);

    talk.say(AUTHORIZE.replace("a.b", "c").replace("\"x\"", "\"d=-1,md=NaN,d=\""));
    assertEquals(Optional.empty(), seen.get(1).fixedDifficulty());
    assertEquals(Optional.empty(), seen.get(1).minimumDifficulty());
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
