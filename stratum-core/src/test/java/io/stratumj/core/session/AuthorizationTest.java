package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.Credentials;
import io.stratumj.core.spi.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** SPEC H5, H6: who may mine, and what else the authorizer and the password decide. */
class AuthorizationTest {
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}";
  private static final String AUTHORIZE =
      "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a.b\",\"x\"]}";

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
}
