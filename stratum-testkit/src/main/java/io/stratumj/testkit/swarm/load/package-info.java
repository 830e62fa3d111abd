/**
 * What a {@link io.stratumj.testkit.swarm.MinerSwarm} does to a server: one {@link
 * io.stratumj.testkit.swarm.load.Load} for a run. Immutable vocabulary, nothing else.
 */
@NullMarked
package io.stratumj.testkit.swarm.load;

import org.jspecify.annotations.NullMarked;
