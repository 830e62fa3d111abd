package io.stratumj.testkit.swarm.report;

/**
 * What the swarm itself used while it measured. A generator that has no time left measures itself:
 * then its thread is busy all the time, and in an open loop it is late. Immutable.
 *
 * @param cpuNanos the CPU time of its whole process, the compiler and the collector included
 * @param threadCpuNanos that of the swarm's thread
 * @param threadShare that of the swarm's thread as a part of the time it had, 0 to 1. An open loop
 *     that spins is busy with waiting
 * @param spinning whether it was such a loop
 */
public record GeneratorUsage(
    long cpuNanos, long threadCpuNanos, double threadShare, boolean spinning) {
  private static final double SATURATED = 0.9;

  /** Whether the figures may be the generator's limit and not the server's. */
  public boolean isSaturated() {
    return !spinning && threadShare > SATURATED;
  }
}
