/**
 * How a swarm runs: one thread, one selector, any number of miners.
 *
 * <p>Not exported. {@link io.stratumj.testkit.swarm.engine.SwarmRun} is the loop and the phases of
 * a run, {@code SwarmMiner} one miner, {@code Duty} what miners do in a phase, {@code Gathering}
 * how they get online, {@code Tally} what is counted, {@code Figures} what is told of it.
 *
 * <p>Everything is <em>confined to the swarm's thread</em>. On the way of a submit and its answer
 * no object is made, unless a ledger wants to hear of it.
 */
@NullMarked
package io.stratumj.testkit.swarm.engine;

import org.jspecify.annotations.NullMarked;
