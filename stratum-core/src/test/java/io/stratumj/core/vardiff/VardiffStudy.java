package io.stratumj.core.vardiff;

import io.stratumj.core.vardiff.ControlledSession.Delivery;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/**
 * Measures one configuration of {@link Vardiff} on a population of simulated miners. Every scenario
 * is run with every seed; the same numbers come out on every machine.
 *
 * <p>Recovered means: the difficulty is within a factor of 2 of the one that gives the target rate.
 */
record VardiffStudy(
    String name, Vardiff policy, double sharesPerMinute, boolean powersOfTwo, Delivery delivery) {
  static final int SEEDS = 100;
  static final int STEADY_HOURS = 10;

  private static final double LEAST_IDEAL = 1_000_000;
  private static final long TOO_LONG = 12 * SimulatedMiner.HOUR;
  private static final long TEN_MINUTES = 10 * SimulatedMiner.MINUTE;
  private static final int COUNTS = 6 * STEADY_HOURS;

  /** The median and the 95th percentile over the seeds, by nearest rank. */
  record Spread(double median, double p95) {
    static Spread of(LongToDoubleFunction measure) {
      double[] sorted = new double[SEEDS];
      Arrays.setAll(sorted, measure::applyAsDouble);
      Arrays.sort(sorted);
      return new Spread(sorted[SEEDS / 2 - 1], sorted[SEEDS * 95 / 100 - 1]);
    }

    String whole() {
      return String.format(Locale.ROOT, "%.0f / %.0f", median, p95);
    }

    String hundredths() {
      return String.format(Locale.ROOT, "%.2f / %.2f", median, p95);
    }
  }

  /** How a miner of constant hashrate fares. */
  record Steady(
      double sharesPerMinute, double changesPerHour, double variation, double withinFactorTwo) {}

  /** A study of the default policy at this pace. */
  static VardiffStudy at(double sharesPerMinute, Delivery delivery) {
    return new VardiffStudy(
        String.format(Locale.ROOT, "%.0f/min", sharesPerMinute),
        Vardiff.startingAt(LEAST_IDEAL).sharesPerMinute(sharesPerMinute),
        sharesPerMinute,
        false,
        delivery);
  }

  /** The same, in powers of two. */
  VardiffStudy inPowersOfTwo() {
    return new VardiffStudy(
        name + ", powers of two", policy.inPowersOfTwo(), sharesPerMinute, true, delivery);
  }

  /** Seconds until a session that starts at a wrong difficulty has recovered. */
  Spread secondsFromStartAt(double factor) {
    return Spread.of(seed -> recoverySeconds(miner(seed, factor * ideal(seed)), ideal(seed)));
  }

  /** Shares of the first five minutes of a session that starts at a wrong difficulty. */
  Spread sharesFromStartAt(double factor) {
    return Spread.of(
        seed -> {
          SimulatedMiner miner = miner(seed, factor * ideal(seed));
          miner.pass(5 * SimulatedMiner.MINUTE);
          return miner.shares();
        });
  }

  /** Seconds until recovered when a steady miner's hashrate is multiplied. */
  Spread secondsFromHashrateTimes(double factor) {
    return Spread.of(
        seed -> {
          SimulatedMiner miner = miner(seed, ideal(seed));
          miner.pass(SimulatedMiner.HOUR + seed * SimulatedMiner.MINUTE / 7);
          miner.hashrate(factor * hashrate(seed));
          return recoverySeconds(miner, factor * ideal(seed));
        });
  }

  /** Hours of a constant hashrate, counted after half an hour. */
  Steady steady() {
    double shares = 0;
    double changes = 0;
    double variation = 0;
    double within = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SimulatedMiner miner = miner(seed, ideal(seed));
      miner.pass(SimulatedMiner.HOUR / 2);
      long changesBefore = miner.changes().size();
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < COUNTS; i++) {
        long before = miner.shares();
        miner.pass(TEN_MINUTES);
        double count = miner.shares() - before;
        sum += count;
        squares += count * count;
        within += isNear(miner, ideal(seed)) ? 1 : 0;
      }
      double mean = sum / COUNTS;
      shares += sum;
      changes += miner.changes().size() - changesBefore;
      variation += Math.sqrt(squares / COUNTS - mean * mean) / mean;
    }
    double hours = SEEDS * STEADY_HOURS;
    return new Steady(
        shares / hours / 60, changes / hours, variation / SEEDS, within / SEEDS / COUNTS);
  }

  private SimulatedMiner miner(long seed, double difficulty) {
    double first = powersOfTwo ? Math.scalb(1.0, Math.getExponent(difficulty)) : difficulty;
    return new SimulatedMiner(
        new ControlledSession(policy.open(), delivery, first),
        new SplittableRandom(seed),
        hashrate(seed),
        delivery == Delivery.AT_ONCE ? 0 : SimulatedMiner.SECOND / 2);
  }

  /** The right difficulty for this seed's miner; spread evenly between two powers of two. */
  private static double ideal(long seed) {
    return LEAST_IDEAL * (1 + (double) seed / SEEDS);
  }

  /** What finds the target number of shares at the right difficulty. */
  private double hashrate(long seed) {
    return ideal(seed) * sharesPerMinute / 60;
  }

  private static double recoverySeconds(SimulatedMiner miner, double ideal) {
    long nanos = miner.runUntil(() -> isNear(miner, ideal), TOO_LONG);
    return (double) nanos / SimulatedMiner.SECOND;
  }

  private static boolean isNear(SimulatedMiner miner, double ideal) {
    return miner.difficulty() >= ideal / 2 && miner.difficulty() <= 2 * ideal;
  }
}
