package io.stratumj.core.vardiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy.Controller;
import org.junit.jupiter.api.Test;

/** SPEC D4: the rule told by examples, at 10 shares a minute. */
class VardiffTest {
  private static final long SECOND = SimulatedMiner.SECOND;

  private final Controller controller = Vardiff.startingAt(1000).open();

  @Test
  void twentyFourSecondsOfSilenceMeanNothingAndTwentyFiveHelp() {
    controller.changed(1000, 0);
    assertEquals(1000, controller.timePassed(1000, 24 * SECOND));
    double lowered = controller.timePassed(1000, 25 * SECOND);
    assertEquals(1000 * 0.5 / (25 / 6.0), lowered, 1e-9);
  }

  @Test
  void sevenQuickSharesMeanNothingAndTheEighthStopsTheFlood() {
    controller.changed(1000, 0);
    for (int i = 1; i <= 7; i++) {
      assertEquals(1000, controller.shareAccepted(1000, i * SECOND / 10));
    }
    double raised = controller.shareAccepted(1000, 8 * SECOND / 10);
    assertEquals(1000 * 7 / (0.8 / 6), raised, 1e-6);
  }

  /** Clocks begin anywhere: the time before the first event of a session is not silence. */
  @Test
  void whatComesFirstBeginsTheCount() {
    long now = 1_000_000 * SECOND;
    assertEquals(1000, controller.timePassed(1000, now));
    assertEquals(1000, controller.timePassed(1000, now + 24 * SECOND));
    Controller other = Vardiff.startingAt(1000).open();
    assertEquals(1000, other.shareAccepted(1000, now));
    assertEquals(1000, other.timePassed(1000, now + 24 * SECOND));
  }

  @Test
  void theEdgesOfWhatItTakesAreTaken() {
    Difficulty two = Difficulty.of(2);
    assertEquals(two, Vardiff.startingAt(1).between(two, two).initial());
    assertEquals(2, Vardiff.startingAt(2).sharesPerMinute(0.1).open().timePassed(2, 0));
    assertEquals(2, Vardiff.startingAt(2).sharesPerMinute(600).open().timePassed(2, 0));
    assertThrows(IllegalArgumentException.class, () -> Vardiff.startingAt(2).sharesPerMinute(0.09));
    assertThrows(
        IllegalArgumentException.class, () -> Vardiff.startingAt(2).sharesPerMinute(600.1));
  }

  @Test
  void oneStepUpIsBounded() {
    controller.changed(1000, 0);
    double answer = 0;
    for (int i = 0; i < 8; i++) {
      answer = controller.shareAccepted(1000, 0);
    }
    assertEquals(1000 * 1024, answer);
  }

  @Test
  void oneStepDownIsBounded() {
    controller.changed(1000, 0);
    assertEquals(1000 / 64.0, controller.timePassed(1000, 290 * SECOND));
  }

  /** A difficulty that is no power of two is left, never for a lower one by more shares. */
  @Test
  void roundingNeverTurnsARaiseIntoACut() {
    Controller powers = Vardiff.startingAt(1500).inPowersOfTwo().open();
    powers.changed(1500, 0);
    double answer = 1500;
    for (int i = 0; i < 110 && answer == 1500; i++) {
      answer = powers.shareAccepted(1500, i * 7L * SECOND / 2);
      assertTrue(answer >= 1500, "cut to " + answer);
    }
  }

  /**
   * At the greatest difficulty a miner may be too fast for hours. When it no longer is, that is
   * seen in minutes.
   */
  @Test
  void aSurplusThatALimitForbadeToFollowIsNotHeldAgainstTheMiner() {
    controller.changed(1000, 0);
    long now = 0;
    for (int i = 0; i < 36_000; i++) {
      now += SECOND / 10;
      controller.shareAccepted(1000, now);
    }
    long silence = 0;
    while (controller.timePassed(1000, now + silence) >= 1000) {
      silence += SECOND;
    }
    assertTrue(silence <= 8 * SimulatedMiner.MINUTE, silence / SECOND + " s");
  }

  @Test
  void limitsMoveTheInitialDifficultyInside() {
    assertEquals(16, Vardiff.startingAt(1).between(of(16), of(64)).initial().toDouble());
    assertEquals(64, Vardiff.startingAt(100).between(of(16), of(64)).initial().toDouble());
    Vardiff policy = Vardiff.startingAt(32).between(of(16), of(64));
    assertEquals(32, policy.initial().toDouble());
    assertEquals(16, policy.minimum().toDouble());
    assertEquals(64, policy.maximum().toDouble());
  }

  @Test
  void anExtremeStartWidensTheDefaultLimits() {
    assertEquals(1e-12, Vardiff.startingAt(1e-12).minimum().toDouble());
    assertEquals(1e20, Vardiff.startingAt(1e20).maximum().toDouble());
  }

  @Test
  void limitsThatCrossAndPacesOutOfRangeAreRefused() {
    Vardiff policy = Vardiff.startingAt(32);
    assertThrows(IllegalArgumentException.class, () -> policy.between(of(2), of(1)));
    assertThrows(IllegalArgumentException.class, () -> policy.sharesPerMinute(0));
    assertThrows(IllegalArgumentException.class, () -> policy.sharesPerMinute(601));
    assertThrows(IllegalArgumentException.class, () -> policy.sharesPerMinute(Double.NaN));
  }

  private static Difficulty of(double difficulty) {
    return Difficulty.of(difficulty);
  }
}
