package io.stratumj.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.TestJobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8: a server whose block sink hangs for good loses no block when it is closed. */
class LostBlocksTest {
  private static final int BLOCKS = 12;
  private static final Bytes TRANSACTION = Bytes.fromHex("5a".repeat(60));

  private final PrintStream realError = System.err;
  private final CountDownLatch never = new CountDownLatch(1);
  private final Set<String> found = new TreeSet<>();
  private final LinkedBlockingQueue<BlockCandidate> kept = new LinkedBlockingQueue<>();

  @AfterEach
  void restore() {
    System.setErr(realError);
    never.countDown();
  }

  @Test
  @DisplayName("S8: all that hang are kept, each with its whole block")
  void theKeeperGetsWholeBlocks() throws IOException {
    closeWithHangingSink((candidate, why) -> kept.add(candidate));
    assertEquals(found, names(List.copyOf(kept)));
    for (BlockCandidate candidate : kept) {
      assertTrue(candidate.block().orElseThrow().toHex().endsWith(TRANSACTION.toHex()));
    }
  }

  @Test
  @DisplayName("S8: what the keeper does not keep stands in the log, whole")
  void aKeeperThatThrowsOrHangsCostsNoBlock() throws IOException {
    for (BlockKeeper bad : List.<BlockKeeper>of(this::fail, this::hang)) {
      found.clear();
      String log = logOf(() -> closeWithHangingSink(bad));
      for (String name : found) {
        assertTrue(log.contains("became of block " + name), log);
      }
      assertEquals(BLOCKS, log.split(TRANSACTION.toHex(), -1).length - 1, "blocks in hex");
    }
  }

  private void fail(BlockCandidate candidate, String why) {
    throw new IllegalStateException("the disk is full");
  }

  private void hang(BlockCandidate candidate, String why) throws InterruptedException {
    never.await();
  }

  private void closeWithHangingSink(BlockKeeper keeper) throws IOException {
    CountDownLatch submitted = new CountDownLatch(BLOCKS);
    BlockSink hanging =
        candidate -> {
          submitted.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
          }
          throw new IllegalStateException("released");
        };
    var jobs = new ManualJobSource();
    jobs.publishClean(
        TestJobs.sequence()
            .withEasyBlocks()
            .withBody(new BlockBody(List.of(TRANSACTION), false, Bytes.EMPTY))
            .newTip());
    try (var server =
        StratumServer.builder(jobs, Authorizer.acceptAll())
            .name("lost")
            .bind("127.0.0.1", 0)
            .closeTimeout(Duration.ofMillis(100))
            .difficulty(DifficultyPolicy.fixed(1e-10))
            .blockSink(hanging)
            .blockKeeper(keeper)
            .build()) {
      server.start();
      try (var miner = MockMiner.connect(server.address()).subscribe().authorize("alice", "x")) {
        MinerJob job = miner.takeJob();
        for (int i = 0; i < BLOCKS; i++) {
          var solution = job.solveBelow(job.networkTarget());
          found.add(job.blockHash(solution).toString());
          assertTrue(miner.submit(solution).isAccepted());
        }
      }
      submitted.await(); // at once, although all before it hang
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private interface Run {
    void run() throws IOException;
  }

  private static String logOf(Run run) throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    run.run();
    return log.toString(StandardCharsets.UTF_8);
  }

  private static Set<String> names(List<BlockCandidate> candidates) {
    return candidates.stream()
        .map(BlockCandidate::blockHash)
        .map(Hash256::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
