package io.stratumj.examples.node;

import io.stratumj.api.work.Hash256;
import io.stratumj.examples.node.rpc.ChainState;
import io.stratumj.examples.node.rpc.NodeClient;
import io.stratumj.examples.node.rpc.NodeException;
import io.stratumj.examples.node.rpc.NodeException.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets only nodes through that have the right chain, and all of it. The right chain is the one that
 * was asked for by name; where several coins share the name, and where no name was given, it is
 * that of the first node that got through.
 *
 * <p>A regtest chain is never in initial sync by its own account: there is nobody to sync from, and
 * its blocks may be of any age. What the node itself says to the question for a template still
 * holds.
 *
 * <p><em>Confined</em> to one thread.
 */
final class ChainGuard {
  private static final String REGTEST = "regtest";

  private final Optional<String> wanted;
  private @Nullable Hash256 genesis;
  private String name = "";

  ChainGuard(Optional<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * Lets the node through.
   *
   * @return where it is
   * @throws NodeException if it has another chain or only a part of it, or does not say
   */
  ChainState check(NodeClient node) throws NodeException, InterruptedException {
    ChainState state = node.chainState();
    if (wanted.isPresent() && !wanted.get().equals(state.name())) {
      throw wrongChain(node, "it has the chain " + state.name() + ", not " + wanted.get());
    }
    if (genesis != null && !(genesis.equals(state.genesis()) && name.equals(state.name()))) {
      throw wrongChain(
          node,
          "it has the chain %s that begins with block %s, not %s with %s as before"
              .formatted(state.name(), state.genesis(), name, genesis));
    }
    if (state.syncing() && !state.name().equals(REGTEST)) {
      throw NodeException.of(Kind.SYNCING, node.endpoint(), "it is in initial sync");
    }
    genesis = state.genesis();
    name = state.name();
    return state;
  }

  private static NodeException wrongChain(NodeClient node, String problem) {
    return NodeException.of(Kind.WRONG_CHAIN, node.endpoint(), problem);
  }
}
