package io.stratumj.examples.pool;

import io.stratumj.api.work.Bytes;
import io.stratumj.examples.node.CandidateFolder;
import io.stratumj.examples.node.rpc.NodeClient;
import io.stratumj.examples.node.rpc.NodeEndpoint;
import io.stratumj.examples.node.rpc.NodeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says about real nodes. Immutable.
 *
 * @param nodes where they are and how to log in, at least one; the first is asked first
 * @param chain the chain they must have; empty for whatever the first has
 * @param candidates the folder that keeps blocks until their fate is known
 * @param payoutAddress whom blocks pay, if not said by a script
 */
record NodeOptions(
    List<NodeEndpoint> nodes,
    Optional<String> chain,
    Path candidates,
    Optional<String> payoutAddress) {
  /** Copies the list. */
  NodeOptions {
    nodes = List.copyOf(nodes);
  }

  /**
   * The folder, made if it is not there.
   *
   * @throws IllegalArgumentException naming the option, if it cannot be made or written to
   */
  CandidateFolder candidateFolder() {
    try {
      return CandidateFolder.open(candidates);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--candidates: %s is no folder that can be written to (%s)"
              .formatted(candidates, e.getClass().getSimpleName()),
          e);
    }
  }

  /**
   * The output script of an address; blocks until a node has answered.
   *
   * @throws IllegalArgumentException naming the option, if it is no address of the node's chain
   * @throws IOException if no node answers
   */
  Bytes scriptOf(String address) throws IOException {
    NodeException last = null;
    for (NodeEndpoint node : nodes) {
      try {
        return NodeClient.of(node)
            .scriptOf(address)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--payout-address: node %s says this is no address of its chain: %s"
                            .formatted(node, Printable.of(address))));
      } catch (NodeException failed) {
        last = failed;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while asking about --payout-address");
      }
    }
    throw new IOException(
        "cannot ask about --payout-address: " + (last == null ? "no node" : last.getMessage()),
        last);
  }
}
