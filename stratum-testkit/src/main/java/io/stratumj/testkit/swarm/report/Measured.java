package io.stratumj.testkit.swarm.report;

/**
 * What happened while the load was measured. Immutable.
 *
 * @param nanos for how long that was
 * @param answers how many submits were answered, one way or the other
 * @param accepted how many of them were accepted
 * @param notifies how many jobs the miners were sent, all together
 * @param cycles how many times a churning miner went through all of it
 * @param latency from when a submit was due to its answer
 * @param lateness how much later than due submits were sent: the generator's fault, and part of the
 *     latency. Only an open loop has any
 */
public record Measured(
    long nanos,
    long answers,
    long accepted,
    long notifies,
    long cycles,
    Percentiles latency,
    Percentiles lateness) {
  /** In seconds. */
  public double seconds() {
    return nanos / 1e9;
  }

  /** So many submits were answered in a second. */
  public double answersPerSecond() {
    return nanos == 0 ? 0 : answers / seconds();
  }
}
