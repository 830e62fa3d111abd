package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestJobsTest {
  @Test
  void jobsNeverRepeat() {
    Set<Job> jobs = new HashSet<>();
    Set<Object> tips = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Job job = TestJobs.next();
      assertTrue(jobs.add(job) && tips.add(job.previousHash()));
    }
  }

  @Test
  void sequencesAreTheSameInEveryRun() {
    TestJobs one = TestJobs.sequence();
    TestJobs other = TestJobs.sequence();
    assertEquals(one.newTip(), other.newTip());
    assertEquals(one.sameTip(), other.sameTip());
  }

  @Test
  void aJobOnTheSameTipIsOtherWork() {
    TestJobs jobs = TestJobs.sequence();
    Job first = jobs.newTip();
    Job second = jobs.sameTip();
    assertEquals(first.previousHash(), second.previousHash());
    assertEquals(first.coinbase1(), second.coinbase1(), "the same height");
    assertNotEquals(first.coinbase2(), second.coinbase2());
    assertTrue(first.nTime() < second.nTime());
    assertNotEquals(first.previousHash(), jobs.newTip().previousHash());
  }

  /** J1: a script of 2 to 100 bytes with its height in front (BIP34), 255 bytes in all. */
  @Test
  void theCoinbaseIsOneThatRealMinersTake() {
    for (int size = 4; size <= 16; size++) {
      Job job = TestJobs.sequence().withExtranonceSize(size).newTip();
      Bytes coinbase = Bytes.concat(job.coinbase1(), Bytes.of(new byte[size]), job.coinbase2());
      int scriptSize = coinbase.at(41);
      assertTrue(coinbase.size() > 100 && coinbase.size() <= 255, "size " + coinbase.size());
      assertTrue(scriptSize <= 100, "script " + scriptSize);
      assertEquals("03" + "01350c", coinbase.slice(42, 46).toHex(), "height 800001");
      assertEquals(size, job.coinbase1().at(job.coinbase1().size() - 1), "push of the extranonce");
      assertEquals("ffffffff", coinbase.slice(42 + scriptSize, 46 + scriptSize).toHex());
      assertEquals("00000000", coinbase.slice(coinbase.size() - 4, coinbase.size()).toHex());
    }
  }

  @Test
  void optionsSayWhatAJobIsLike() {
    BlockBody body = new BlockBody(List.of(), true, Bytes.EMPTY);
    Job job =
        TestJobs.sequence()
            .withEasyBlocks()
            .withBranches(12)
            .withExtranonceSize(8)
            .withBody(body)
            .newTip();
    assertEquals(TestJobs.EASY_BITS, job.nBits());
    assertEquals(12, job.merkleBranches().size());
    assertEquals(8, job.extranonceSize());
    assertEquals(Optional.of(body), job.body());
    Job plain = TestJobs.sequence().newTip();
    assertEquals(TestJobs.HARD_BITS, plain.nBits());
    assertEquals(12, plain.extranonceSize());
    assertEquals(3, plain.merkleBranches().size());
    assertEquals(Optional.empty(), plain.body());
    assertEquals(0x1d00ffff, TestJobs.sequence().withBits(0x1d00ffff).newTip().nBits());
  }
}
