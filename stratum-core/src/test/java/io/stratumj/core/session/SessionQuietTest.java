package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a session need not be looked at: up to its next deadline, exactly (SPEC H8). */
class SessionQuietTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final SessionLimits LIMITS =
      SessionLimits.builder()
          .firstLine(Duration.ofSeconds(20))
          .handshake(Duration.ofSeconds(50))
          .idle(Duration.ofSeconds(300))
          .build();
  private static final String PING = "{\"id\":5,\"method\":\"mining.ping\"}";
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}";

  private final Pool pool =
      new Pool(options -> options.limits(LIMITS)).pass(Duration.ofDays(1)).publish(Pool.job(1));
  private final Talk talk = new Talk(pool);

  @Test
  void whoSaysNothingIsLookedAtWhenItsFirstLineIsDue() {
    pool.pass(SECOND);
    assertQuiet(19);
  }

  @Test
  void whoHasSpokenIsLookedAtWhenItsHandshakeIsDue() {
    pool.pass(SECOND);
    talk.say(SUBSCRIBE).ignore();
    assertQuiet(0); // the line is still being paid for
    pool.pass(SECOND.multipliedBy(3));
    talk.tick();
    assertQuiet(46);
  }

  /** What is wished before the subscribe is kept, and looked after; a mask alone is no wish. */
  @Test
  void whoNegotiatesAMaskIsAsQuietAsOthers() {
    String configure = "{\"id\":1,\"method\":\"mining.configure\",\"params\":[[%s],{%s}]}";
    talk.say(configure.formatted("\"version-rolling\",\"minimum-difficulty\"", "")).ignore();
    pool.pass(SECOND.multipliedBy(3));
    talk.tick();
    assertQuiet(47);
    talk.say(
            configure.formatted(
                "\"minimum-difficulty\"", "\"minimum-difficulty.value\":" + Pool.EASY))
        .ignore();
    pool.pass(SECOND.multipliedBy(3));
    talk.tick();
    assertQuiet(0);
  }

  @Test
  void whoMinesIsLookedAtWhenItHasBeenIdle() {
    talk.mining("a");
    pool.pass(SECOND.multipliedBy(10));
    talk.tick();
    assertQuiet(290);
    talk.say(PING);
    assertQuiet(0);
    pool.pass(SECOND.multipliedBy(2));
    talk.tick();
    assertQuiet(298);
  }

  @Test
  void whoWaitsForADifficultyIsLookedAtUntilItHasIt() {
    Pool free =
        new Pool(options -> options.limits(LIMITS).difficulty(new Free()))
            .pass(Duration.ofDays(1))
            .publish(Pool.job(1));
    Talk asking = new Talk(free).mining("a");
    free.pass(SECOND.multipliedBy(10));
    asking.say("{\"id\":5,\"method\":\"mining.suggest_difficulty\",\"params\":[1e-9]}").ignore();
    free.pass(SECOND.multipliedBy(2));
    asking.tick();
    assertEquals(0, asking.conversation().quietNanos(free.now()));

    free.pass(LIMITS.difficultyDelay());
    asking.tick();
    assertEquals(
        List.of("mining.set_difficulty", "mining.notify"),
        asking.hear().stream().map(Talk::method).toList());
    free.pass(SECOND.multipliedBy(2));
    asking.tick();
    assertEquals(
        LIMITS.idle().minus(SECOND.multipliedBy(4)).minus(LIMITS.difficultyDelay()).toNanos(),
        asking.conversation().quietNanos(free.now()));
  }

  @Test
  void whoIsClosingIsNotQuiet() {
    talk.conversation().close(DisconnectReason.SERVER_CLOSING);
    assertEquals(Optional.of(DisconnectReason.SERVER_CLOSING), talk.closed());
    assertQuiet(0);
  }

  @Test
  void onlyWhoMinesIsAskedToReconnect() {
    talk.conversation().askToReconnect();
    talk.say(SUBSCRIBE).ignore();
    talk.conversation().askToReconnect();
    assertEquals(List.of(), talk.hear());
    talk.say("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"x\"]}").ignore();
    talk.conversation().askToReconnect();
    assertEquals(List.of("client.reconnect"), talk.hear().stream().map(Talk::method).toList());
    talk.conversation().close(DisconnectReason.SERVER_CLOSING);
    talk.conversation().askToReconnect();
    assertEquals(List.of(), talk.hear());
  }

  /** Changes nothing unless a miner asks for it. */
  private static final class Free implements DifficultyPolicy {
    @Override
    public Difficulty initial() {
      return Difficulty.of(Pool.EASY);
    }

    @Override
    public Difficulty minimum() {
      return initial();
    }

    @Override
    public Difficulty maximum() {
      return Difficulty.of(1);
    }

    @Override
    public Controller open() {
      return DifficultyPolicy.fixed(initial()).open();
    }
  }

  private void assertQuiet(int seconds) {
    assertEquals(
        Duration.ofSeconds(seconds), Duration.ofNanos(talk.conversation().quietNanos(pool.now())));
  }
}
