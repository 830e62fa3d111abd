package io.stratumj.examples.regtest;

import static io.stratumj.examples.regtest.PoolOnNode.EVERY_HASH;
import static io.stratumj.examples.regtest.PoolOnNode.takeJobOn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockCandidate;
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

  /** A legacy spend and, of what it makes, two spends by witness; answers their ids. */
  private static Set<String> sendSpends(NodeRpc node) {
    Set<String> ids = new HashSet<>();
    Spend legacy = OpenCoin.minedAt(node, 2).spendTo(2, Lock.SEGWIT).sendTo(node);
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
