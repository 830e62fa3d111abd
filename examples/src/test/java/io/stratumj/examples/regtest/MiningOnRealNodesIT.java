package io.stratumj.examples.regtest;

import static io.stratumj.examples.regtest.PoolOnNode.EVERY_HASH;
import static io.stratumj.examples.regtest.PoolOnNode.takeJobOn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.examples.regtest.OpenCoin.Lock;
import io.stratumj.examples.regtest.OpenCoin.Spend;
import io.stratumj.examples.regtest.PoolOnNode.Judged;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.Solution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twenty blocks and more, from templates to the chain of a real node (SPEC S8). */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MiningOnRealNodesIT {
  private static final int BLOCKS = 20;

  /** Coins of the first blocks may be spent after a hundred more. */
  private static final int MATURE_HEIGHT = 110;

  @ParameterizedTest
  @EnumSource
  void twentyBlocksWithLegacyAndSegwitSpendsBecomeTheChain(Coin coin) throws Exception {
    try (RegtestNode node = coin.startNode()) {
      node.mine(MATURE_HEIGHT - node.rpc().height());
      Set<String> spends = sendSpends(node.rpc());
      try (PoolOnNode pool = PoolOnNode.start(coin, node, EVERY_HASH);
          MockMiner alice = pool.miner("alice");
          MockMiner bob = pool.miner("bob")) {
        Witness witness = new Witness(node.rpc());
        for (int height = MATURE_HEIGHT + 1; height <= MATURE_HEIGHT + BLOCKS; height++) {
          mineBlock(height % 2 == 0 ? alice : bob, node.rpc().tip());
          witness.confirmsTip(height, pool.awaitVerdict());
        }
        List<String> mined = node.rpc().txids(node.rpc().blockAt(MATURE_HEIGHT + 1));
        assertEquals(spends, Set.copyOf(mined.subList(1, mined.size())));
        assertEquals(List.of(), pool.candidateFiles());
      }
    }
  }

  @Test
  void mostSharesAreNoBlocksAndSegwitBecomesActiveOnTheWay() throws Exception {
    // Some 16,000 hashes for a block and 1,000 for a share.
    try (RegtestNode node = BcoinNode.start(Map.of("bip34Height", 1, "bits", "1f03ffff"));
        PoolOnNode pool = PoolOnNode.start(Coin.BITCOIN, node, 2.4e-7);
        MockMiner miner = pool.miner("alice")) {
      Witness witness = new Witness(node.rpc());
      List<BlockCandidate> blocks = new ArrayList<>();
      int shares = 0;
      for (int height = 1; height <= BLOCKS; height++) {
        MinerJob job = takeJobOn(node.rpc().tip(), miner);
        Solution share = job.solve();
        shares++;
        while (!job.networkTarget().isMetBy(job.hash(share))) {
          assertTrue(miner.submit(share).isAccepted());
          share = job.solve();
          shares++;
        }
        assertTrue(miner.submit(share).isAccepted());
        Judged judged = pool.awaitVerdict();
        witness.confirmsTip(height, judged);
        blocks.add(judged.block());
      }
      assertTrue(shares > 5 * BLOCKS, shares + " shares for " + BLOCKS + " blocks");
      assertEquals(List.of(), pool.otherVerdicts());
      assertFalse(hasWitness(blocks.get(0)));
      assertTrue(hasWitness(blocks.get(BLOCKS - 1)));
    }
  }

  @Test
  @DisplayName("MWEB: the HogEx stays last and the extension block follows; BIP34 from height 500")
  void litecoinsExtensionBlocksAndHeightsAreMined() throws Exception {
    try (LitecoinNode node = LitecoinNode.start()) {
      String pegIn = node.mineToMweb();
      try (PoolOnNode pool = PoolOnNode.start(Coin.LITECOIN, node, EVERY_HASH);
          MockMiner miner = pool.miner("alice")) {
        Witness witness = new Witness(node.rpc());
        int height = LitecoinNode.FIRST_MWEB_HEIGHT;
        mineBlock(miner, node.rpc().tip());
        witness.confirmsTip(height, pool.awaitVerdict());
        assertEquals(pegIn, node.rpc().txids(node.rpc().tip()).get(1));
        Set<String> spends = sendSpends(node.rpc());
        // Litecoin tells of new transactions after a minute, but with every new block.
        List<String> mined = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          mineBlock(miner, node.rpc().tip());
          height++;
          witness.confirmsTip(height, pool.awaitVerdict());
          mined.addAll(node.rpc().txids(node.rpc().tip()));
        }
        assertTrue(mined.containsAll(spends), mined + " without " + spends);

        node.mine(LitecoinNode.BIP34_HEIGHT - 1 - height);
        enforcesHeights(Coin.LITECOIN, node.rpc());
        mineBlock(miner, node.rpc().tip());
        witness.confirmsTip(LitecoinNode.BIP34_HEIGHT + 1, pool.awaitVerdict());
      }
    }
  }

  @Test
  @DisplayName("BIP34: the blocks above tell their height to a node that asks for it")
  void theNodeOfTheseTestsRefusesABlockOfAnotherHeight() throws Exception {
    try (RegtestNode node = Coin.BITCOIN.startNode()) {
      node.mine(20);
      enforcesHeights(Coin.BITCOIN, node.rpc());
    }
  }

  /** A block that tells the wrong height is refused for that, the same with the right one taken. */
  private static void enforcesHeights(Coin coin, NodeRpc node) {
    RivalBlocks rival = new RivalBlocks(coin);
    BlockTemplate template = RivalBlocks.template(node);
    Bytes wrong = rival.mined(RivalBlocks.tellingHeight(template.height() + 1, template));
    String refusal = node.call("submitblock", wrong.toHex()).getAsString();
    assertTrue(refusal.contains("bad-cb-height"), refusal);
    assertTrue(node.call("submitblock", rival.mined(template).toHex()).isJsonNull());
    assertEquals(template.height(), node.height());
  }

  /** A legacy spend and, of what it makes, two spends by witness; answers their ids. */
  private static Set<String> sendSpends(NodeRpc node) {
    Set<String> ids = new HashSet<>();
    Spend legacy = OpenCoin.minedAt(node, 3).spendTo(2, Lock.SEGWIT).sendTo(node);
    ids.add(legacy.txid().toDisplayHex());
    for (OpenCoin coin : legacy.coins()) {
      ids.add(coin.spendTo(1, Lock.LEGACY).sendTo(node).txid().toDisplayHex());
    }
    return ids;
  }

  private static boolean hasWitness(BlockCandidate block) {
    return !block.coinbase().equals(block.coinbaseWithWitness());
  }

  private static void mineBlock(MockMiner miner, Hash256 tip) {
    MinerJob job = takeJobOn(tip, miner);
    assertTrue(miner.submit(job.solveBelow(job.networkTarget())).isAccepted());
  }
}
