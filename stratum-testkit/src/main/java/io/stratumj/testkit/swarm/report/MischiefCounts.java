package io.stratumj.testkit.swarm.report;

/**
 * What those miners of a swarm did that misbehaved. Immutable.
 *
 * @param miners how many they are
 * @param connections how many connections they began
 * @param submits the accounts of their submits
 */
public record MischiefCounts(int miners, long connections, SubmitCounts submits) {}
