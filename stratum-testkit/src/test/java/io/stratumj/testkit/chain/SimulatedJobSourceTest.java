package io.stratumj.testkit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.JobFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulatedJobSourceTest {
  private static final JobFactory FACTORY = JobFactory.payingTo(BlockForge.PAYOUT);

  private final SimulatedChain chain =
      SimulatedChain.create(ChainOptions.defaults().withTransactions(10), () -> 1_800_000_000L);
  private final Recorder sink = new Recorder();
  private final SimulatedJobSource source = SimulatedJobSource.of(chain, FACTORY);

  private record Published(Job job, boolean clean, Thread on) {}

  private static final class Recorder implements JobSink {
    private final BlockingQueue<Published> published = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> unavailable = new LinkedBlockingQueue<>();
    private boolean failing;

    @Override
    public void publish(Job job) {
      if (failing) {
        throw new IllegalArgumentException("another extranonce size");
      }
      published.add(new Published(job, false, Thread.currentThread()));
    }

    @Override
    public void publishClean(Job job) {
      published.add(new Published(job, true, Thread.currentThread()));
    }

    @Override
    public void unavailable(String reason) {
      unavailable.add(reason);
    }

    Published next() {
      Published next = published.poll();
      if (next == null) {
        throw new AssertionError("nothing was published");
      }
      return next;
    }
  }

  @Test
  void aSourcePublishesACleanJobWhenItStartsAndOnEveryNewTip() {
    source.start(sink);
    assertEquals(FACTORY.job(chain.template()), sink.next().job());
    chain.mineBlock();
    Published clean = sink.next();
    assertTrue(clean.clean());
    assertEquals(chain.tip(), clean.job().previousHash());
    assertEquals(Thread.currentThread(), clean.on());
    chain.reorganize(3);
    assertEquals(chain.tip(), sink.next().job().previousHash());
    chain.invalidateTip();
    assertEquals(chain.tip(), sink.next().job().previousHash());
    assertTrue(sink.published.isEmpty());
  }

  @Test
  void aRefreshPublishesTheNewTransactionsOnTheSameTip() {
    source.start(sink);
    Job first = sink.next().job();
    chain.receiveTransactions(100);
    source.refresh();
    Published second = sink.next();
    assertFalse(second.clean());
    assertEquals(first.previousHash(), second.job().previousHash());
    assertFalse(first.merkleBranches().equals(second.job().merkleBranches()));
  }

  @Test // SPEC S8; job roll-over on a block must be synchronous
  void afterAnAcceptedBlockTheNextCleanJobIsOutBeforeTheVerdict() {
    source.start(sink);
    sink.next();
    Bytes block = BlockForge.mine(chain.template());
    chain
        .blockSink()
        .submit(candidate(Optional.of(block)))
        .thenAccept(
            verdict -> {
              assertEquals(new BlockVerdict.Accepted(), verdict);
              Published clean = sink.next();
              assertTrue(clean.clean());
              assertEquals(ChainHash.sha256d(block.slice(0, 80)), clean.job().previousHash());
            })
        .toCompletableFuture()
        .join();
  }

  @Test
  void aBlockThatIsNotAcceptedPublishesNothing() {
    source.start(sink);
    sink.next();
    BlockTemplate old = chain.template();
    chain.mineBlock();
    sink.next();
    List<Optional<Bytes>> blocks =
        List.of(Optional.empty(), Optional.of(Bytes.EMPTY), Optional.of(BlockForge.mine(old)));
    List<BlockVerdict> verdicts =
        blocks.stream()
            .map(block -> chain.blockSink().submit(candidate(block)))
            .map(stage -> stage.toCompletableFuture().join())
            .toList();
    assertEquals(
        List.of(
            new BlockVerdict.Rejected("no block: its job came from no template"),
            new BlockVerdict.Rejected("Block decode failed"),
            new BlockVerdict.Inconclusive()),
        verdicts);
    assertTrue(sink.published.isEmpty());
  }

  @Test
  void aClosedSourcePublishesNoMore() {
    source.start(sink);
    sink.next();
    source.close();
    source.close();
    chain.mineBlock();
    assertTrue(sink.published.isEmpty());
    assertThrows(IllegalStateException.class, source::refresh);
  }

  @Test
  void aSourceStartsOnce() {
    assertThrows(IllegalStateException.class, source::refresh);
    source.start(sink);
    assertThrows(IllegalStateException.class, () -> source.start(sink));
  }

  @Test // SPEC O1: the thread is named, and joined
  void aRefreshingSourcePublishesOnAThreadThatEndsWithIt() throws InterruptedException {
    SimulatedJobSource refreshing =
        SimulatedJobSource.refreshing(chain, FACTORY, Duration.ofMillis(1));
    refreshing.start(sink);
    assertTrue(sink.next().clean());
    Published refresh = sink.published.poll(20, TimeUnit.SECONDS);
    assertFalse(refresh.clean());
    assertEquals("stratumj-simulated-chain", refresh.on().getName());
    refreshing.close();
    assertFalse(refresh.on().isAlive());
    assertThrows(
        IllegalArgumentException.class,
        () -> SimulatedJobSource.refreshing(chain, FACTORY, Duration.ZERO));
  }

  @Test
  void aRefreshThatFailsSaysSoAndIsTriedAgain() throws InterruptedException {
    sink.failing = true;
    try (SimulatedJobSource refreshing =
        SimulatedJobSource.refreshing(chain, FACTORY, Duration.ofMillis(1))) {
      refreshing.start(sink);
      for (int i = 0; i < 2; i++) {
        String reason = sink.unavailable.poll(20, TimeUnit.SECONDS);
        assertTrue(reason.contains("another extranonce size"));
      }
    }
  }

  private BlockCandidate candidate(Optional<Bytes> block) {
    Job job = FACTORY.job(chain.template());
    Work work =
        new Work(
            new JobId(1),
            job,
            new Extranonce(Bytes.of(new byte[4]), 8),
            Difficulty.ONE,
            Target.DIFFICULTY_ONE,
            VersionMask.NONE);
    WorkerName worker = new WorkerName("w");
    return new BlockCandidate(
        Hash256.fromInternal(new byte[32], 0),
        Bytes.EMPTY,
        Bytes.EMPTY,
        Bytes.EMPTY,
        block,
        work,
        new Share(worker, new JobId(1), 0, 8, 0, 0, 0),
        worker,
        1,
        false,
        false,
        false);
  }
}
