package io.stratumj.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a simulated pool goes through. Immutable; start from {@link #defaults()}.
 *
 * @param miners how many miners there are; each connects again when it has lost its connection
 * @param time how long it lasts, in the pool's time, before calm returns
 * @param loops how many event loops
 * @param sharesPerMinute how many shares each miner submits, good, bad and repeated ones
 * @param breaksPerHour how often each miner loses or leaves its connection
 * @param blocksPerHour how many blocks others find; miners here find some as well
 * @param reorganizationsPerHour how often the best chain changes behind the tip, or the tip turns
 *     out to be invalid
 * @param outagesPerHour how often the node falls silent, for up to five minutes
 * @param badLinks which part of connections is slow and cuts what is said into pieces, 0 … 1
 * @param storeTroubles for which part of the time the store is late, loses shares, or fails, 0 … 1
 * @param authorizerTroubles which part of authorizations is denied, late, or fails, 0 … 1
 * @param nodeTroubles which part of block submissions fails, 0 … 1
 * @param nonsense which part of what miners say is wrong, 0 … 1
 */
public record SimulationOptions(
    int miners,
    Duration time,
    int loops,
    double sharesPerMinute,
    double breaksPerHour,
    double blocksPerHour,
    double reorganizationsPerHour,
    double outagesPerHour,
    double badLinks,
    double storeTroubles,
    double authorizerTroubles,
    double nodeTroubles,
    double nonsense) {
  /** A block is submitted twenty times at most: with more troubles some would be given up. */
  private static final double NODE_TROUBLES_MAX = 0.4;

  /**
   * Checks every option.
   *
   * @throws IllegalArgumentException naming all that are out of range
   */
  public SimulationOptions {
    List<String> problems = new ArrayList<>();
    require(miners >= 1, "miners must be positive, not " + miners, problems);
    require(!time.isNegative(), "time must not be negative: " + time, problems);
    require(loops >= 1, "loops must be positive, not " + loops, problems);
    requireRate("sharesPerMinute", sharesPerMinute, problems);
    requireRate("breaksPerHour", breaksPerHour, problems);
    requireRate("blocksPerHour", blocksPerHour, problems);
    requireRate("reorganizationsPerHour", reorganizationsPerHour, problems);
    requireRate("outagesPerHour", outagesPerHour, problems);
    requirePart("badLinks", badLinks, problems);
    requirePart("storeTroubles", storeTroubles, problems);
    requirePart("authorizerTroubles", authorizerTroubles, problems);
    requirePart("nodeTroubles", nodeTroubles, problems);
    requirePart("nonsense", nonsense, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** A hundred miners for an hour, on two loops, with every trouble there is. */
  public static SimulationOptions defaults() {
    return new SimulationOptions(
        100, Duration.ofHours(1), 2, 4, 12, 20, 4, 2, 0.3, 0.3, 0.2, 0.3, 0.1);
  }

  /** The same with another number of miners. */
  public SimulationOptions withMiners(int count) {
    return with(count, time, 1, 1, 1, 1, 1);
  }

  /** The same for another time. */
  public SimulationOptions withTime(Duration duration) {
    return with(miners, duration, 1, 1, 1, 1, 1);
  }

  /**
   * The same with every trouble made rarer, more frequent, or away altogether: faults that hide
   * where everything goes wrong at once show where only some does, and the other way round.
   */
  public SimulationOptions swizzled(Random random) {
    return with(
        miners,
        time,
        factor(random),
        factor(random),
        factor(random),
        factor(random),
        factor(random));
  }

  private SimulationOptions with(
      int newMiners,
      Duration newTime,
      double breaks,
      double chain,
      double links,
      double parts,
      double talk) {
    return new SimulationOptions(
        newMiners,
        newTime,
        loops,
        sharesPerMinute,
        breaksPerHour * breaks,
        blocksPerHour,
        reorganizationsPerHour * chain,
        outagesPerHour * chain,
        part(badLinks * links),
        part(storeTroubles * parts),
        part(authorizerTroubles * breaks),
        Math.min(NODE_TROUBLES_MAX, nodeTroubles * parts),
        part(nonsense * talk));
  }

  private static double factor(Random random) {
    return random.nextInt(4) == 0 ? 0 : Math.exp(random.nextDouble(-1.5, 1.5));
  }

  private static double part(double value) {
    return Math.min(0.9, value);
  }

  private static void requireRate(String name, double value, List<String> problems) {
    require(value >= 0 && value <= 1e6, name + " must be in 0..1e6, not " + value, problems);
  }

  private static void requirePart(String name, double value, List<String> problems) {
    require(value >= 0 && value <= 1, name + " must be in 0..1, not " + value, problems);
  }

  private static void require(boolean holds, String problem, List<String> problems) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
