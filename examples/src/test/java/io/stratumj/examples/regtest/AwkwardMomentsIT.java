package io.stratumj.examples.regtest;

import static io.stratumj.examples.regtest.PoolOnNode.EVERY_HASH;
import static io.stratumj.examples.regtest.PoolOnNode.takeJobOn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.RejectReason;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.examples.node.rpc.ChainPlace;
import io.stratumj.examples.regtest.PoolOnNode.Judged;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.Solution;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks that are found when something else is going on, on real nodes: none is lost (SPEC S8). */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AwkwardMomentsIT {
  /** High enough for segwit to be active on either node. */
  private static final int START_HEIGHT = 16;

  @ParameterizedTest
  @EnumSource
  void whenALongerBranchWinsTheNextBlocksStandOnIt(Coin coin) throws Exception {
    try (RegtestNode node = startNode(coin);
        PoolOnNode pool = PoolOnNode.start(coin, node, EVERY_HASH);
        MockMiner miner = pool.miner("alice")) {
      Witness witness = new Witness(node.rpc());
      List<Bytes> branch = new RivalBlocks(coin).branch(RivalBlocks.template(node.rpc()), 3);
      witness.confirmsTip(START_HEIGHT + 1, mineBlock(pool, miner, node.rpc().tip()));
      Judged loser = mineBlock(pool, miner, node.rpc().tip());
      witness.confirmsTip(START_HEIGHT + 2, loser);

      branch.forEach(block -> node.rpc().call("submitblock", block.toHex()));

      Hash256 winner = node.rpc().tip();
      assertEquals(branch.get(2), node.rpc().rawBlock(winner));
      assertNotEquals(loser.block().blockHash(), node.rpc().blockAt(START_HEIGHT + 2));
      witness.confirmsTip(START_HEIGHT + 4, mineBlock(pool, miner, winner));
      witness.confirmsTip(START_HEIGHT + 5, mineBlock(pool, miner, node.rpc().tip()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whenTheNodeIsToldThatABlockIsInvalidTheNextOnesStandOnWhatIsLeft(Coin coin)
      throws Exception {
    try (RegtestNode node = startNode(coin);
        PoolOnNode pool = PoolOnNode.start(coin, node, EVERY_HASH);
        MockMiner miner = pool.miner("alice")) {
      Witness witness = new Witness(node.rpc());
      Bytes other = new RivalBlocks(coin).mined(RivalBlocks.template(node.rpc()));
      Judged first = mineBlock(pool, miner, node.rpc().tip());
      witness.confirmsTip(START_HEIGHT + 1, first);
      witness.confirmsTip(START_HEIGHT + 2, mineBlock(pool, miner, node.rpc().tip()));

      node.rpc().call("invalidateblock", first.block().blockHash().toDisplayHex());
      assertEquals(START_HEIGHT, node.rpc().height());
      // Before its next block, bcoin makes only templates on the tip it has just left.
      node.rpc().call("submitblock", other.toHex());

      witness.confirmsTip(START_HEIGHT + 2, mineBlock(pool, miner, node.rpc().tip()));
      witness.confirmsTip(START_HEIGHT + 3, mineBlock(pool, miner, node.rpc().tip()));
      assertEquals(other, node.rpc().rawBlock(node.rpc().blockAt(START_HEIGHT + 1)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBlockFoundWhileTheNodeIsDownIsThereWhenItIsBack(Coin coin) throws Exception {
    try (RegtestNode node = startNode(coin);
        PoolOnNode pool = PoolOnNode.start(coin, node, EVERY_HASH);
        MockMiner miner = pool.miner("alice")) {
      Witness witness = new Witness(node.rpc());
      witness.confirmsTip(START_HEIGHT + 1, mineBlock(pool, miner, node.rpc().tip()));
      MinerJob job = takeJobOn(node.rpc().tip(), miner);

      node.stop();
      assertTrue(miner.submit(blockOf(job)).isAccepted());
      assertEquals(List.of(), pool.otherVerdicts());
      node.startAgain();

      witness.confirmsTip(START_HEIGHT + 2, pool.awaitVerdict());
      witness.confirmsTip(START_HEIGHT + 3, mineBlock(pool, miner, node.rpc().tip()));
      assertEquals(List.of(), pool.candidateFiles());
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoBlocksOfOneHeightBothReachTheNodeAndTheFirstToArriveStands(Coin coin) throws Exception {
    var first = new HeldSubmission();
    try (RegtestNode node = startNode(coin);
        PoolOnNode pool = PoolOnNode.start(coin, node, EVERY_HASH, first::holdFirstOf);
        MockMiner alice = pool.miner("alice");
        MockMiner bob = pool.miner("bob")) {
      Witness witness = new Witness(node.rpc());
      Hash256 tip = node.rpc().tip();
      MinerJob alices = takeJobOn(tip, alice);
      Solution held = blockOf(alices);
      assertTrue(alice.submit(held).isAccepted());

      witness.confirmsTip(START_HEIGHT + 1, mineBlock(pool, bob, tip));
      first.release();

      Judged late = pool.awaitVerdict();
      assertEquals(alices.blockHash(held), late.block().blockHash());
      assertEquals(new BlockVerdict.Inconclusive(), late.verdict());
      assertEquals(late.block().block().orElseThrow(), node.rpc().rawBlock(alices.blockHash(held)));
      assertEquals(1, pool.candidateFiles().size(), "the next block may turn it over");
      node.mine(ChainPlace.DEPTH_SETTLED);
      pool.awaitNoCandidateFiles();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S2: a share the pool calls stale is the node's next block all the same")
  void aStaleShareMayBeTheNextBlock(Coin coin) throws Exception {
    try (RegtestNode node = startNode(coin);
        PoolOnNode pool = PoolOnNode.start(coin, node, EVERY_HASH);
        MockMiner miner = pool.miner("alice")) {
      Hash256 fork = node.rpc().tip();
      MinerJob old = takeJobOn(fork, miner);
      node.mine(1);
      takeJobOn(node.rpc().tip(), miner);
      // Somebody else's block turns out to be wrong: the old parent is the tip again.
      node.rpc().call("invalidateblock", node.rpc().tip().toDisplayHex());
      assertEquals(fork, node.rpc().tip());

      assertEquals(RejectReason.STALE, miner.submit(blockOf(old)).reason());

      Judged judged = pool.awaitVerdict();
      assertTrue(judged.block().stale());
      new Witness(node.rpc()).confirmsTip(START_HEIGHT + 1, judged);
      takeJobOn(node.rpc().tip(), miner);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S2: a share below the share difficulty is refused, and is the node's next block")
  void aBlockBelowTheShareDifficultyIsTheNextBlock(Coin coin) throws Exception {
    try (RegtestNode node = startNode(coin);
        PoolOnNode pool = PoolOnNode.start(coin, node, 1_000_000);
        MockMiner miner = pool.miner("alice")) {
      MinerJob job = takeJobOn(node.rpc().tip(), miner);
      Solution block = job.solveBetween(job.target(), job.networkTarget());

      assertEquals(RejectReason.LOW_DIFFICULTY, miner.submit(block).reason());

      Judged judged = pool.awaitVerdict();
      assertTrue(judged.block().lowDifficulty());
      assertFalse(judged.block().stale());
      new Witness(node.rpc()).confirmsTip(START_HEIGHT + 1, judged);
    }
  }

  private static RegtestNode startNode(Coin coin) throws Exception {
    RegtestNode node = coin.startNode();
    node.mine(START_HEIGHT - node.rpc().height());
    return node;
  }

  private static Judged mineBlock(PoolOnNode pool, MockMiner miner, Hash256 tip)
      throws InterruptedException {
    assertTrue(miner.submit(blockOf(takeJobOn(tip, miner))).isAccepted());
    return pool.awaitVerdict();
  }

  private static Solution blockOf(MinerJob job) {
    return job.solveBelow(job.networkTarget());
  }

  /** Keeps the first block from the node until it is released; others go ahead. */
  private static final class HeldSubmission {
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final AtomicBoolean seen = new AtomicBoolean();

    BlockSink holdFirstOf(BlockSink sink) {
      return candidate ->
          seen.compareAndSet(false, true)
              ? released.thenCompose(unused -> sink.submit(candidate))
              : sink.submit(candidate);
    }

    void release() {
      released.complete(null);
    }
  }
}
