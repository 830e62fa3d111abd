package io.stratumj.testkit.memory;

import java.time.Duration;

/**
 * How good a network is between miner and pool. Everything that looks like chance comes from the
 * seed, so a failure can be repeated. Immutable; start from {@link #PERFECT} or {@link #seeded}.
 *
 * @param seed of everything below
 * @param pieceBytesMax what is said is cut into pieces of 1 to this many bytes
 * @param delayMax each piece takes up to this long to arrive, in either direction; the order of
 *     pieces is kept, as TCP keeps it
 * @param dropWithin the connection breaks at some moment within this time; zero for never. What has
 *     not arrived by then is lost
 */
public record LinkConditions(long seed, int pieceBytesMax, Duration delayMax, Duration dropWithin) {
  /** What is said arrives whole and at once, and the connection never breaks. */
  public static final LinkConditions PERFECT = seeded(0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if pieces are not positive or a time is negative
   */
  public LinkConditions {
    if (pieceBytesMax < 1) {
      throw new IllegalArgumentException("pieceBytesMax is not positive: " + pieceBytesMax);
    }
    if (delayMax.isNegative() || dropWithin.isNegative()) {
      throw new IllegalArgumentException(
          "a time is negative: delayMax " + delayMax + ", dropWithin " + dropWithin);
    }
  }

  /** Perfect so far, but with a seed for what is added. */
  public static LinkConditions seeded(long seed) {
    return new LinkConditions(seed, Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO);
  }

  /** The same, cutting what is said into pieces of 1 to this many bytes. */
  public LinkConditions chopping(int maximum) {
    return new LinkConditions(seed, maximum, delayMax, dropWithin);
  }

  /** The same, with pieces that take up to this long. */
  public LinkConditions delaying(Duration maximum) {
    return new LinkConditions(seed, pieceBytesMax, maximum, dropWithin);
  }

  /** The same, with a connection that breaks at some moment within this time. */
  public LinkConditions droppingWithin(Duration time) {
    return new LinkConditions(seed, pieceBytesMax, delayMax, time);
  }
}
