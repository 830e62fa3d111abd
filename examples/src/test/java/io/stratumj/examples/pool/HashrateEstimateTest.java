package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.Target;
import io.stratumj.examples.scrypt.Scrypt;
import io.stratumj.testkit.ManualClock;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The estimate under virtual time. */
class HashrateEstimateTest {
  /** What difficulty 1 costs on average: 2^256 over the target, a little more than 2^32. */
  private static final double HASHES = 4_295_032_833.0;

  private final ManualClock clock = new ManualClock();
  private final HashrateEstimate estimate = new HashrateEstimate(Target.DIFFICULTY_ONE);

  @Test
  void nothingIsKnownBeforeTheSecondShare() {
    assertEquals(0, estimate.hashesPerSecond(clock.nanos()));
    estimate.credit(1, clock.nanos());
    clock.advance(Duration.ofSeconds(10));
    assertEquals(0, estimate.hashesPerSecond(clock.nanos()));
  }

  @Test
  void firstShareStartsTheClockAndTheSecondCounts() {
    estimate.credit(1, clock.nanos());
    clock.advance(Duration.ofSeconds(10));
    estimate.credit(2, clock.nanos());
    assertRate(2 * HASHES / 10);
  }

  @Test
  void ofAnotherAlgorithmAShareTakesOtherHashes() {
    var scrypt = new HashrateEstimate(Scrypt.DIFFICULTY_ONE);
    scrypt.credit(1, clock.nanos());
    clock.advance(Duration.ofSeconds(10));
    scrypt.credit(2, clock.nanos());
    assertEquals(2 * 65_537 / 10.0, scrypt.hashesPerSecond(clock.nanos()), 1);
  }

  @Test
  void twoSharesAtTheSameInstantTellNothing() {
    estimate.credit(1, clock.nanos());
    estimate.credit(1, clock.nanos());
    assertEquals(0, estimate.hashesPerSecond(clock.nanos()));
  }

  @Test
  void silenceLowersTheEstimateUntilItIsGone() {
    estimate.credit(1, clock.nanos());
    clock.advance(Duration.ofSeconds(10));
    estimate.credit(1, clock.nanos());
    clock.advance(Duration.ofSeconds(90));
    assertRate(HASHES / 100);
    clock.advance(HashrateEstimate.WINDOW);
    assertEquals(0, estimate.hashesPerSecond(clock.nanos()));
  }

  @Test
  void miningAgainAfterALongSilenceStartsAfresh() {
    estimate.credit(1e9, clock.nanos());
    clock.advance(Duration.ofSeconds(1));
    estimate.credit(1e9, clock.nanos());
    clock.advance(Duration.ofHours(8));
    estimate.credit(1, clock.nanos());
    clock.advance(Duration.ofSeconds(4));
    estimate.credit(1, clock.nanos());
    assertRate(HASHES / 4);
  }

  @Test
  void aChangeOfSpeedIsForgottenAfterAWindow() {
    mine(Duration.ofMinutes(20), Duration.ofSeconds(1), 100);
    mine(HashrateEstimate.WINDOW.plusSeconds(5), Duration.ofSeconds(1), 1);
    assertEquals(HASHES, estimate.hashesPerSecond(clock.nanos()), 0.05 * HASHES);
  }

  @Property(tries = 200)
  void aSteadyMinerIsEstimatedRightHoweverLongItMines(
      @ForAll @IntRange(min = -7, max = 9) int magnitude,
      @ForAll @IntRange(min = 1, max = 3_000) int shares,
      @ForAll @IntRange(min = 1, max = 20_000) int millis) {
    double difficulty = Math.pow(10, magnitude);
    var steady = new HashrateEstimate(Target.DIFFICULTY_ONE);
    var time = new ManualClock();
    steady.credit(difficulty, time.nanos());
    for (int i = 0; i < shares; i++) {
      time.advance(Duration.ofMillis(millis));
      steady.credit(difficulty, time.nanos());
    }
    double truth = difficulty * HASHES * 1_000 / millis;
    // What is at most wrong is one share more or less at the far end of the window.
    double sharesInWindow = Math.min(shares, 295_000.0 / millis);
    assertEquals(truth, steady.hashesPerSecond(time.nanos()), 1.001 * truth / sharesInWindow);
  }

  @Test
  void sharesByChanceAreEstimatedRightOnAverage() {
    Random random = new Random(1);
    double sum = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      var some = new HashrateEstimate(Target.DIFFICULTY_ONE);
      long now = 0;
      for (int second = 0; second < 600; second++) {
        now += 1_000_000_000L;
        if (random.nextInt(6) == 0) {
          some.credit(1, now);
        }
      }
      sum += some.hashesPerSecond(now);
    }
    assertEquals(HASHES / 6, sum / rounds, 0.03 * HASHES / 6);
  }

  private void mine(Duration how, Duration each, double difficulty) {
    for (Duration at = Duration.ZERO; at.compareTo(how) < 0; at = at.plus(each)) {
      clock.advance(each);
      estimate.credit(difficulty, clock.nanos());
    }
  }

  private void assertRate(double expected) {
    assertEquals(expected, estimate.hashesPerSecond(clock.nanos()), 1e-6 * expected);
  }
}
