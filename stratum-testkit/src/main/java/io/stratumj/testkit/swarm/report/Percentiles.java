package io.stratumj.testkit.swarm.report;

/**
 * How a number of times are spread, in nanoseconds, each to three digits. All 0 if there are none.
 * Immutable.
 *
 * @param count how many there are
 * @param min the least
 * @param mean the average
 * @param p50 half are at most this
 * @param p90 nine of ten are at most this
 * @param p99 99 of 100 are at most this
 * @param p999 999 of 1,000 are at most this
 * @param max the greatest
 */
public record Percentiles(
    long count, long min, double mean, long p50, long p90, long p99, long p999, long max) {}
