package io.stratumj.core.vardiff;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;

/**
 * Brings every miner to the same number of shares a minute (SPEC D4).
 *
 * <p>For each session two numbers are kept: how many shares came at the present difficulty, and
 * since when. Shares arrive as a Poisson process, so with {@code n} shares where {@code e} were
 * expected, {@code z = 2(√(n + 3/8) − √(e + 3/8))} is close to a standard normal deviate whatever
 * {@code n} is (Anscombe 1948). The difficulty moves only when {@code |z| > 3}, and then in one
 * step to where the evidence points. That is why a steady miner is left alone, eight quick shares
 * are enough to stop a flood, and half a minute of silence is enough to help a miner whose
 * difficulty is far too high, without waiting for the share it cannot find. Evidence is forgotten
 * by halves whenever 50 shares should have come: five minutes at 10 shares a minute.
 *
 * <p>Simulated at 10 shares a minute, and delivered as a session does it, a difficulty 100 times
 * too high is put right in one minute, a hashrate that falls to a hundredth is followed in three
 * (medians), and a steady miner's difficulty changes less than once in ten hours. At 3 shares a
 * minute all of it takes three times as long. A miner that starts a thousand times too low is told
 * so with its eighth share, and sends some 83 more if it takes half a second to act on it. The
 * measurements are beside the tests of this class.
 *
 * <p>Immutable, thread-safe; each {@code with}er answers a new policy.
 */
public final class Vardiff implements DifficultyPolicy {
  private static final double NANOS_PER_MINUTE = 60e9;
  private static final Difficulty DEFAULT_MINIMUM = Difficulty.of(1e-9);
  private static final Difficulty DEFAULT_MAXIMUM = Difficulty.of(1e15);
  private static final double DEFAULT_SHARES_PER_MINUTE = 10;

  private final Difficulty initial;
  private final Difficulty minimum;
  private final Difficulty maximum;
  private final double sharesPerMinute;
  private final boolean powersOfTwo;
  private final ShareCount.Rule rule;

  private Vardiff(
      Difficulty initial,
      Difficulty minimum,
      Difficulty maximum,
      double sharesPerMinute,
      boolean powersOfTwo) {
    this.initial = initial;
    this.minimum = minimum;
    this.maximum = maximum;
    this.sharesPerMinute = sharesPerMinute;
    this.powersOfTwo = powersOfTwo;
    this.rule = new ShareCount.Rule(NANOS_PER_MINUTE / sharesPerMinute, powersOfTwo);
  }

  /** Begins everybody at this difficulty and aims at 10 shares a minute. */
  public static Vardiff startingAt(double difficulty) {
    return startingAt(Difficulty.of(difficulty));
  }

  /** Begins everybody at this difficulty and aims at 10 shares a minute. */
  public static Vardiff startingAt(Difficulty difficulty) {
    return new Vardiff(
        difficulty,
        difficulty.min(DEFAULT_MINIMUM),
        difficulty.compareTo(DEFAULT_MAXIMUM) > 0 ? difficulty : DEFAULT_MAXIMUM,
        DEFAULT_SHARES_PER_MINUTE,
        false);
  }

  /**
   * Aims at another number of shares.
   *
   * @throws IllegalArgumentException if not in 0.1 … 600
   */
  public Vardiff sharesPerMinute(double shares) {
    if (!(shares >= 0.1 && shares <= 600)) {
      throw new IllegalArgumentException("sharesPerMinute is not in 0.1..600: " + shares);
    }
    return new Vardiff(initial, minimum, maximum, shares, powersOfTwo);
  }

  /**
   * Keeps all difficulties within limits; the initial one is moved inside them.
   *
   * @throws IllegalArgumentException if the least is greater than the greatest
   */
  public Vardiff between(Difficulty least, Difficulty greatest) {
    if (least.compareTo(greatest) > 0) {
      throw new IllegalArgumentException(
          "the least difficulty " + least + " is above the greatest " + greatest);
    }
    Difficulty inside = initial.compareTo(least) < 0 ? least : initial.min(greatest);
    return new Vardiff(inside, least, greatest, sharesPerMinute, powersOfTwo);
  }

  /**
   * Rounds difficulties of 1 and more down to powers of two [off]. Neat in logs; but a miner then
   * sends anything from the target rate to twice that, a quarter more on the average.
   */
  public Vardiff inPowersOfTwo() {
    return new Vardiff(initial, minimum, maximum, sharesPerMinute, true);
  }

  @Override
  public Difficulty initial() {
    return initial;
  }

  @Override
  public Difficulty minimum() {
    return minimum;
  }

  @Override
  public Difficulty maximum() {
    return maximum;
  }

  @Override
  public Controller open() {
    return new ShareCount(rule);
  }
}
