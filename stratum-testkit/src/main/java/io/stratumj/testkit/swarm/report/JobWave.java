package io.stratumj.testkit.swarm.report;

/**
 * One job on its way to all miners. Immutable.
 *
 * @param jobId the job's name
 * @param delays how long after the first miner each of them had it; the greatest is how long it
 *     took to reach all
 */
public record JobWave(String jobId, Percentiles delays) {}
