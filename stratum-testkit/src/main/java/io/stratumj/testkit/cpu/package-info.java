/**
 * A miner that needs nothing but a Java processor: the {@code mine} command, so that anybody can
 * try a pool.
 *
 * <p>Not exported. {@code CpuMiner} talks to the pool on one thread, {@code HashThreads} hash on
 * others; between them are the newest {@code HashTask}, which is a slot, and a queue of finds. It
 * is no race car, some millions of hashes a second and core, but a miner that behaves: it drops
 * work at once when a job is clean, takes a new difficulty or extranonce from the next job on,
 * rolls versions within the mask, and comes back when the connection is lost.
 */
@NullMarked
package io.stratumj.testkit.cpu;

import org.jspecify.annotations.NullMarked;
