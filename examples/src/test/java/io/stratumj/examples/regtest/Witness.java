package io.stratumj.examples.regtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockVerdict;

/** What a node says of the pool's blocks, against what the pool says of them. */
final class Witness {
  private final NodeRpc node;

  Witness(NodeRpc node) {
    this.node = node;
  }

  /**
   * The pool's block, accepted by its own account, is the node's tip at this height, byte for byte,
   * and what it pays is ours.
   */
  void confirmsTip(int height, PoolOnNode.Judged judged) {
    assertEquals(new BlockVerdict.Accepted(), judged.verdict());
    assertEquals(height, node.height());
    assertEquals(judged.block().blockHash(), node.tip());
    confirms(height, judged.block());
  }

  /** The pool's block is in the node's best chain at this height, and pays us. */
  void confirms(int height, BlockCandidate block) {
    Hash256 name = node.blockAt(height);
    assertEquals(block.blockHash(), name);
    assertEquals(block.block().orElseThrow(), node.rawBlock(name));
    confirmsPayout(node.txids(name).get(0));
  }

  /** The coinbase's first output is unspent and ours. */
  private void confirmsPayout(String coinbase) {
    JsonElement answer = node.call("gettxout", coinbase, 0);
    assertTrue(answer.isJsonObject(), "no unspent output of coinbase " + coinbase);
    JsonObject output = answer.getAsJsonObject();
    String script = output.getAsJsonObject("scriptPubKey").get("hex").getAsString();
    assertEquals(PoolOnNode.PAYOUT.toHex(), script);
  }
}
