/**
 * A block chain to mine on without a node, and a judge of blocks that believes nobody.
 *
 * <p>{@link io.stratumj.testkit.chain.SimulatedChain} answers as a node does: it gives block
 * templates with transactions, takes blocks, and says why it refuses one. On demand somebody else
 * finds a block, or a reorganization takes the tip away. Given the same seed, clock and calls it
 * always says the same. {@link io.stratumj.testkit.chain.SimulatedJobSource} and {@link
 * io.stratumj.testkit.chain.SimulatedChain#blockSink} connect it to a server.
 *
 * <p>{@link io.stratumj.testkit.chain.BlockVerifier} reads a block from its bytes and applies the
 * rules a miner can break. It shares no code with what builds blocks in the library, so that one
 * mistake cannot hide in both.
 */
@NullMarked
package io.stratumj.testkit.chain;

import org.jspecify.annotations.NullMarked;
