package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** SPEC L4: who speaks too fast is answered, and then not listened to until the average fits. */
class RateLimitTest {
  private static final String PING = "{\"id\":7,\"method\":\"mining.ping\",\"params\":[]}";
  private static final String SUGGEST =
      "{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[1e-9]}";
  private static final String EN2 = "0000000000000001";

  /** 10 lines a second, 5 of them shares; two seconds' worth at once. */
  private static Pool narrow() {
    return new Pool(
        options ->
            options.limits(
                SessionLimits.builder()
                    .linesPerSecond(10)
                    .submitsPerSecond(5)
                    .burst(Duration.ofSeconds(2))
                    .build()));
  }

  @Test
  void everythingIsAnsweredThenTheMinerIsNotReadUntilTheAverageFits() {
    Pool pool = narrow();
    Talk talk = new Talk(pool).say(lines(20, PING));
    assertFalse(talk.conversation().isThrottled(pool.now()));
    assertEquals(20, talk.hear().size());

    talk.say(lines(10, PING));
    assertEquals(10, talk.hear().size());
    assertTrue(talk.conversation().isThrottled(pool.now()));

    pool.pass(Duration.ofMillis(999));
    assertTrue(talk.conversation().isThrottled(pool.now()));
    pool.pass(Duration.ofMillis(1));
    assertFalse(talk.conversation().isThrottled(pool.now()));
  }

  @Test
  void sharesHaveALowerLimitOfTheirOwn() {
    Pool pool = narrow().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    for (int i = 0; i < 10; i++) {
      talk.submit("a", "1", EN2, Pool.hex(1_700_000_001), Pool.hex(i));
    }
    assertFalse(talk.conversation().isThrottled(pool.now()));
    talk.submit("a", "1", "ff", "no hex", "x");
    assertTrue(talk.conversation().isThrottled(pool.now()), "a malformed share is one too");
    assertEquals(11, talk.hear().stream().filter(line -> line.contains("\"id\":4")).count());
  }

  @Test
  void endlessSuggestionsOfALowDifficultyEndInSilence() {
    Pool pool = narrow().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    int answered = 0;
    for (int second = 0; second < 60; second++) {
      for (int i = 0; i < 100 && !talk.conversation().isThrottled(pool.now()); i++) {
        talk.say(SUGGEST);
        answered += (int) talk.hear().stream().filter(line -> line.contains("\"id\":3,")).count();
      }
      pool.pass(Duration.ofSeconds(1));
      talk.tick();
    }
    assertTrue(answered >= 590 && answered <= 621, answered + " answered in a minute");
    assertEquals(Optional.empty(), talk.closed());
  }

  @Test
  void emptyLinesAndLongLinesCountToo() {
    Pool pool = narrow();
    Talk empty = new Talk(pool).sayRaw("\n".repeat(21));
    assertTrue(empty.conversation().isThrottled(pool.now()));
    assertEquals(List.of(), empty.hear());

    Talk lengthy = new Talk(pool);
    lengthy.say(lines(7, PING.replace("[]", "[\"" + "x".repeat(2_048) + "\"]")));
    assertTrue(lengthy.conversation().isThrottled(pool.now()), "seven lines of more than 2 KiB");
  }

  @Test
  void whoIsNotReadIsNotIdle() {
    Pool pool = narrow().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a").sayRaw("\n".repeat(12_000)); // twenty minutes' worth
    for (int minute = 0; minute < 19; minute++) {
      pool.pass(Duration.ofMinutes(1));
      talk.tick();
      assertTrue(talk.conversation().isThrottled(pool.now()));
      assertEquals(Optional.empty(), talk.closed());
    }
    pool.pass(Duration.ofMinutes(2));
    talk.tick();
    assertFalse(talk.conversation().isThrottled(pool.now()));
    assertEquals(Optional.empty(), talk.closed());
  }

  @Test
  void fiveThousandSharesInOneWriteAreNotTooMany() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    for (int i = 0; i < 5_000; i++) {
      talk.submit("a", "1", EN2, Pool.hex(1_700_000_001), Pool.hex(i));
    }
    assertFalse(talk.conversation().isThrottled(pool.now()));
  }

  /**
   * Whatever the pieces, what a miner gets through is the burst and the rate, and one read more.
   */
  @Property(tries = 200)
  void averageIsTheLimit(
      @ForAll @IntRange(min = 1, max = 1_000) int rate,
      @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 50) Integer> reads,
      @ForAll @IntRange(min = 1, max = 3_000) int everyMillis) {
    SessionLimits limits =
        SessionLimits.builder().linesPerSecond(rate).burst(Duration.ofSeconds(1)).build();
    long origin = Long.MAX_VALUE - 1_000_000_000; // the clock may overflow
    Pace pace = new Pace(origin);
    long now = origin;
    long read = 0;
    for (int lines : reads) {
      if (!pace.isExceeded(limits, now)) {
        pace.lines(lines, limits, now);
        read += lines;
      }
      now += everyMillis * 1_000_000L;
    }
    double seconds = (now - origin) / 1e9;
    assertTrue(read <= rate * (1 + seconds) + 50 + 1, read + " lines in " + seconds + " s");
    long offered = reads.stream().mapToLong(Integer::intValue).sum();
    if (offered <= rate) {
      assertEquals(offered, read, "a burst within the limit was held up");
    }
  }

  private static String[] lines(int count, String line) {
    return Collections.nCopies(count, line).toArray(String[]::new);
  }
}
