package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.RejectReason;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.examples.scrypt.Scrypt;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MinerOptions;
import io.stratumj.testkit.MiningAlgorithm;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.Solution;
import io.stratumj.testkit.chain.ChainOptions;
import io.stratumj.testkit.chain.SimulatedChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example pool with miners at it, over real sockets. */
class ExamplePoolTest {
  /** A share takes some 430 hashes. */
  private static final String EASY_SHARES = "1e-7";

  /** A block takes some 65,000 hashes. */
  private static final String EASY_BLOCKS = "1f00ffff";

  @Test
  void minerMinesSharesAndFindsABlockWhichTheChainAccepts() throws Exception {
    try (var pool = RunningPool.with("--difficulty", EASY_SHARES, "--network-bits", EASY_BLOCKS);
        MockMiner miner = pool.miner("alice.rig1")) {
      MinerJob job = miner.takeJob();
      assertEquals(Difficulty.of(1e-7), job.difficulty());
      assertEquals(0x1f00ffff, job.nBits());
      assertTrue(
          miner.submit(job.solveBetween(job.networkTarget(), job.target())).isAccepted(),
          "a share that is no block");

      Solution block = job.solveBelow(job.networkTarget());
      assertTrue(miner.submit(block).isAccepted());

      String hash = job.hash(block).toDisplayHex();
      String line = pool.awaitLine(said -> said.startsWith("block "));
      assertEquals("block 900001 " + hash + " by alice.rig1: accepted", line);
      MinerJob next = miner.takeCleanJob();
      assertEquals(job.hash(block), next.previousHash());
      assertEquals(RejectReason.STALE, miner.submit(job.solve()).reason());
    }
  }

  @Test
  @DisplayName("D1: of scrypt, difficulty 1 is 65,536 times easier, and the chain takes its blocks")
  void scryptIsMinedFromShareToBlock() throws Exception {
    var scrypt = new MiningAlgorithm(Scrypt.DIFFICULTY_ONE, () -> Scrypt::hash);
    // A share takes some 16 hashes, a block some 256.
    try (var pool =
            RunningPool.with(
                "--algorithm", "scrypt", "--difficulty", "0.00025", "--network-bits", "2000ffff");
        MockMiner miner = pool.miner("alice.rig1", MinerOptions.DEFAULTS.withAlgorithm(scrypt))) {
      MinerJob job = miner.takeJob();
      assertTrue(
          miner.submit(job.solveBetween(job.networkTarget(), job.target())).isAccepted(),
          "a share that is no block");
      assertEquals(RejectReason.LOW_DIFFICULTY, miner.submit(job.miss()).reason());

      Solution block = job.solveBelow(job.networkTarget());
      assertTrue(miner.submit(block).isAccepted());

      String hash = job.blockHash(block).toDisplayHex();
      String line = pool.awaitLine(said -> said.startsWith("block "));
      assertEquals("block 900001 " + hash + " by alice.rig1: accepted", line);
      assertEquals(job.blockHash(block), miner.takeCleanJob().previousHash());
    }
  }

  @Test
  @DisplayName("H4: miners at one pool never mine the same work, and all hear of a new tip")
  void severalMinersShareTheTipButNotTheWork() throws Exception {
    try (var pool = RunningPool.with("--difficulty", EASY_SHARES, "--network-bits", EASY_BLOCKS);
        MockMiner alice = pool.miner("alice");
        MockMiner bob = pool.miner("bob");
        MockMiner carol = pool.miner("carol")) {
      assertNotEquals(alice.extranonce1(), bob.extranonce1());
      assertNotEquals(bob.extranonce1(), carol.extranonce1());
      alice.takeJob();
      MinerJob carols = carol.takeJob();
      MinerJob bobs = bob.takeJob();
      Solution block = bobs.solveBelow(bobs.networkTarget());
      assertTrue(bob.submit(block).isAccepted());
      assertEquals(bobs.hash(block), alice.takeCleanJob().previousHash());
      assertEquals(bobs.hash(block), carol.takeCleanJob().previousHash());
      assertEquals(RejectReason.STALE, carol.submit(carols.solve()).reason());
    }
  }

  @Test
  void somebodyElseFindsBlocksAtTheBlockInterval() throws Exception {
    try (var pool = RunningPool.with("--block-interval", "0.1");
        MockMiner miner = pool.miner("alice")) {
      MinerJob first = miner.takeCleanJob();
      MinerJob second = miner.takeCleanJob();
      assertNotEquals(first.previousHash(), second.previousHash());
    }
  }

  @Test
  @DisplayName("J5: the template of a file is sent again with a later time and a new id")
  void templateFileIsServedAndRefreshed(@TempDir Path folder) throws Exception {
    Path file = templateFile(folder);
    BlockTemplate template = BlockTemplate.parse(Files.readString(file));
    try (var pool =
            RunningPool.with(
                "--template", file.toString(), "--job-interval", "1", "--difficulty", EASY_SHARES);
        MockMiner miner = pool.miner("alice")) {
      MinerJob first = miner.takeJob();
      assertEquals(template.previousHash(), first.previousHash());
      assertEquals(template.nBits(), first.nBits());

      MinerJob second = miner.takeJob();
      assertFalse(second.cleanJobs());
      assertNotEquals(first.jobId(), second.jobId());
      assertEquals(first.previousHash(), second.previousHash());
      assertTrue(Integer.compareUnsigned(first.nTime(), second.nTime()) < 0);
      assertTrue(miner.submit(first.solve()).isAccepted());
    }
  }

  @Test
  void blocksOfATemplateFileAreReportedThoughNobodyTakesThem(@TempDir Path folder)
      throws Exception {
    try (var pool =
            RunningPool.with(
                "--template", templateFile(folder).toString(), "--difficulty", EASY_SHARES);
        MockMiner miner = pool.miner("alice")) {
      MinerJob job = miner.takeJob();
      Solution block = job.solveBelow(job.networkTarget());
      assertTrue(miner.submit(block).isAccepted());
      assertEquals(
          "block 900001 "
              + job.hash(block).toDisplayHex()
              + " by alice: rejected (not submitted: a template file has no node)",
          pool.awaitLine(said -> said.startsWith("block ")));
    }
  }

  @Test
  void payoutScriptAndExtranoncePrefixAreInTheCoinbase() throws Exception {
    try (var pool =
            RunningPool.with(
                "--payout-script", "0014deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
                "--extranonce-prefix", "abc",
                "--loops", "1",
                "--max-connections", "10");
        MockMiner miner = pool.miner("alice")) {
      assertTrue(miner.extranonce1().startsWith("abc"), miner.extranonce1());
      assertEquals(8, miner.extranonce1().length());
      String outputs = miner.takeJob().coinbase2().toHex();
      assertTrue(outputs.contains("160014deadbeefdeadbeefdeadbeefdeadbeefdeadbeef"), outputs);
    }
  }

  @Test
  void poolSaysWhereItListensForEveryListener() throws Exception {
    try (var pool = RunningPool.with("--listen", "localhost:0")) {
      int first = pool.pool().addresses().get(0).getPort();
      int second = pool.pool().addresses().get(1).getPort();
      assertEquals(
          "listening on stratum+tcp://127.0.0.1:" + first,
          pool.awaitLine(said -> said.startsWith("listening")));
      assertEquals(
          "listening on stratum+tcp://localhost:" + second,
          pool.awaitLine(said -> said.startsWith("listening")));
    }
  }

  @Test
  void closingEndsTheSessionsAndTellsHowThingsStood() throws Exception {
    try (var pool = RunningPool.with("--difficulty", EASY_SHARES);
        MockMiner miner = pool.miner("alice")) {
      assertTrue(miner.submit(miner.takeJob().solve()).isAccepted());
      pool.pool().close();
      miner.expectClosed();
      assertTrue(
          pool.awaitLine(said -> said.startsWith("status: ")).contains("1 accepted, 0 rejected"));
      assertEquals("closed", pool.awaitLine(said -> true));
    }
  }

  private static Path templateFile(Path folder) throws IOException {
    var chain =
        SimulatedChain.create(ChainOptions.defaults().withBits(0x1f00ffff), () -> 1_700_000_000);
    return Files.writeString(folder.resolve("template.json"), chain.templateJson());
  }
}
