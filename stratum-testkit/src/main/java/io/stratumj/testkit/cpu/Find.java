package io.stratumj.testkit.cpu;

/**
 * A share that was found. Immutable.
 *
 * @param task in which task
 * @param extranonce2 with which extranonce2
 * @param nonce with which nonce
 */
record Find(HashTask task, long extranonce2, int nonce) {}
