/**
 * Thousands of miners on one thread, to load a pool with and to count what it answers.
 *
 * <p>{@link io.stratumj.testkit.swarm.MinerSwarm} works against any Stratum v1 server over TCP. A
 * {@link io.stratumj.testkit.swarm.load.Load} says what the miners do, a {@link
 * io.stratumj.testkit.swarm.report.SwarmReport} what came of it. Shares are made up, not mined:
 * every one is different and well formed, and valid at a difficulty that every hash meets, such as
 * 1e-10. So the generator hashes nothing, while the server has to do all its work for each.
 *
 * <p>Needs HdrHistogram, an optional dependency of the testkit, on the class path.
 */
@NullMarked
package io.stratumj.testkit.swarm;

import org.jspecify.annotations.NullMarked;
