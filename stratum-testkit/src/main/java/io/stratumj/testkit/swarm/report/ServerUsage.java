package io.stratumj.testkit.swarm.report;

/**
 * What the server's processes used, as the system tells it. CPU times are exact to 10 ms; memory is
 * the resident set, and 0 where the system does not tell it. Immutable.
 *
 * @param gatheringCpuNanos CPU time until all miners were ready
 * @param cpuNanos CPU time while the load was measured
 * @param rssBytesBefore memory before the first connection
 * @param rssBytesReady memory when all miners were ready
 * @param rssBytesAfter memory when the load was over, all miners still connected
 */
public record ServerUsage(
    long gatheringCpuNanos,
    long cpuNanos,
    long rssBytesBefore,
    long rssBytesReady,
    long rssBytesAfter) {}
