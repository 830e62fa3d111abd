package io.stratumj.examples.node.rpc;

import io.stratumj.api.work.Hash256;

/**
 * Where a node is.
 *
 * @param name the chain's name, as the node calls it: {@code main}, {@code test}, {@code regtest}
 * @param genesis the chain's first block, which tells coins with chains of the same name apart
 * @param height the height of the tip
 * @param syncing whether the node knows that it does not know the end of the chain yet
 */
public record ChainState(String name, Hash256 genesis, int height, boolean syncing) {}
