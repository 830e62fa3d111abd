/**
 * The pool on real nodes: bcoin and litecoind, on regtest, with real consensus rules. What the
 * nodes say of their chain is the witness for what the pool says of its blocks.
 *
 * <p>{@code BcoinNode} and {@code LitecoinNode} are nodes in processes of their own, and {@code
 * NodeRpc} asks them questions without any of the pool's own client. {@code OpenCoin} makes coins
 * and spends them, {@code PoolOnNode} is the pool under test, {@code NodeTools} decides whether a
 * machine has what the tests need.
 */
@NullMarked
package io.stratumj.examples.regtest;

import org.jspecify.annotations.NullMarked;
