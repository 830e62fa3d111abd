/**
 * A client for the JSON-RPC interface of a Bitcoin-like node, as far as a pool needs it.
 *
 * <p>{@link io.stratumj.examples.node.rpc.NodeClient} is what to call; a {@link
 * io.stratumj.examples.node.rpc.NodeEndpoint} says where the node is and how to log in. What can go
 * wrong is a {@link io.stratumj.examples.node.rpc.NodeException}, whose kind tells a node that is
 * gone from one that refuses. {@link io.stratumj.examples.node.rpc.SubmitAnswer} understands the
 * words nodes have for a submitted block.
 *
 * <p>Everything blocks, is bounded in time and in bytes, and can be interrupted.
 */
@NullMarked
package io.stratumj.examples.node.rpc;

import org.jspecify.annotations.NullMarked;
