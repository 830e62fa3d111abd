package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.core.spi.Authorization;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The clock has no origin, so it may overflow while somebody waits: SPEC H5 and S7 hold on. */
class ClockOverflowTest {
  private static final String EN2 = "0000000000000001";

  @Test
  void anAuthorizationIsNotDeniedBecauseItsDeadlineIsNegative() {
    CompletableFuture<Authorization> decision = new CompletableFuture<>();
    Pool pool = new Pool((credentials, session) -> decision, options -> options);
    Talk talk = new Talk(shortlyBeforeOverflow(pool));
    talk.say("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"x\"]}");
    pool.pass(Duration.ofSeconds(1));
    talk.tick();
    assertEquals(List.of(), talk.hear());
    pool.pass(Duration.ofSeconds(9));
    talk.tick();
    assertEquals(List.of(24), talk.hear().stream().map(Talk::error).toList());
  }

  @Test
  void aShareIsNotGivenUpBecauseItsDeadlineIsNegative() {
    Pool pool = new Pool(options -> options.shareSink(share -> new CompletableFuture<Void>()));
    Talk talk = new Talk(shortlyBeforeOverflow(pool).publish(Pool.job(1))).mining("a");
    talk.submit("a", "1", EN2, Pool.hex(1_700_000_001), Pool.hex(1));
    pool.pass(Duration.ofSeconds(1));
    talk.tick();
    assertEquals(List.of(), talk.hear());
    pool.pass(Duration.ofSeconds(4));
    talk.tick();
    assertEquals(List.of(20), talk.hear().stream().map(Talk::error).toList());
  }

  /** H7: the other loop has two seconds to say whether it holds the session. */
  @Test
  void aSearchForASessionIsNotEndedBecauseItsDeadlineIsNegative() {
    Pool pool = shortlyBeforeOverflow(new Pool());
    Talk onAnotherLoop = pool.talkOnAnotherLoop();
    onAnotherLoop.tick();
    pool.pass(Duration.ofSeconds(1));
    Talk talk = new Talk(pool);
    talk.say(
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"a\",\""
            + "ab".repeat(16)
            + "\"]}");
    pool.pass(Duration.ofMillis(900));
    talk.tick();
    assertEquals(List.of(), talk.hear());
    pool.pass(Duration.ofMillis(1_100));
    talk.tick();
    assertEquals(List.of(0), talk.hear().stream().map(Talk::error).toList());
  }

  private static Pool shortlyBeforeOverflow(Pool pool) {
    return pool.pass(Duration.ofNanos(Long.MAX_VALUE - pool.now()).minusSeconds(2));
  }
}
