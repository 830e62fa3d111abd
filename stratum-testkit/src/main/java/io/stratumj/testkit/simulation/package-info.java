/**
 * A whole pool with all its troubles, in virtual time and from one seed: hours in seconds, and the
 * same hours again whenever the seed is given again.
 *
 * <p>A {@link io.stratumj.testkit.simulation.Simulation} runs the real protocol in a {@link
 * io.stratumj.testkit.memory.MemoryPool}: miners come, go, vanish, resume, say nonsense and submit
 * shares good and bad over links good and bad; blocks are found, chains reorganize, the node falls
 * silent; the store is slow, loses shares and fails; the authorizer denies, throws and forgets to
 * answer. How much of each is in {@link io.stratumj.testkit.simulation.SimulationOptions}, varied
 * by the seed. Rules that must hold whatever happens watch it all; what they find is in the {@link
 * io.stratumj.testkit.simulation.SimulationReport}, with the seed and the transcript of the
 * connection concerned.
 *
 * <p>Everything happens on the caller's thread.
 */
@NullMarked
package io.stratumj.testkit.simulation;

import org.jspecify.annotations.NullMarked;
