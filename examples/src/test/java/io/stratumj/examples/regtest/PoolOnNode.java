package io.stratumj.examples.regtest;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.template.JobFactory;
import io.stratumj.examples.node.CandidateFolder;
import io.stratumj.examples.node.NodeBlockSink;
import io.stratumj.examples.node.NodeJobSource;
import io.stratumj.examples.node.NodeTimings;
import io.stratumj.examples.node.rpc.NodeClient;
import io.stratumj.examples.node.rpc.NodeCredentials;
import io.stratumj.examples.node.rpc.NodeEndpoint;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The pool under test, in this process: it mines for a real node, and tells what became of it. */
final class PoolOnNode implements AutoCloseable {
  /** Whom its blocks pay: a witness key hash that nobody has the key to. */
  static final Bytes PAYOUT = Bytes.fromHex("0014" + "7a".repeat(20));

  /** Every hash is a share, and with regtest's own target every second one a block. */
  static final double EVERY_HASH = 1e-10;

  private static final int SECONDS_MAX = 20;
  private static final int POLL_MILLIS = 20;

  /** Impatient, so that what a node does not push is noticed soon. */
  private static final NodeTimings TIMINGS =
      new NodeTimings(
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofSeconds(1));

  private static final Duration RETRY = Duration.ofMillis(200);

  private final Coin coin;
  private final Path candidates = Files.createTempDirectory("candidates");
  private final BlockingQueue<Judged> verdicts = new LinkedBlockingQueue<>();
  private final NodeBlockSink blocks;
  private final StratumServer server;

  /** A block, and what the pool says became of it. */
  record Judged(BlockCandidate block, BlockVerdict verdict) {}

  private PoolOnNode(
      Coin coin, RegtestNode node, double difficulty, UnaryOperator<BlockSink> wrapping)
      throws IOException {
    this.coin = coin;
    NodeCredentials credentials = NodeCredentials.password(node.user(), node.password());
    List<NodeClient> nodes =
        List.of(NodeClient.of(NodeEndpoint.of(node.url().toString()).with(credentials)));
    JobFactory factory = JobFactory.payingTo(PAYOUT).withTag("/stratumj/");
    NodeJobSource jobs = NodeJobSource.of(nodes, factory, Optional.of("regtest"), TIMINGS);
    blocks = NodeBlockSink.of(nodes, CandidateFolder.open(candidates), jobs::refresh, RETRY);
    server =
        StratumServer.builder(jobs, Authorizer.acceptAll())
            .bind("127.0.0.1", 0)
            .difficulty(DifficultyPolicy.fixed(difficulty))
            .blockSink(wrapping.apply(blocks))
            .protocol(
                options -> options.shareValidator(coin.validators()).blockListener(listener()))
            .build();
  }

  /** Starts a pool for this node. */
  static PoolOnNode start(Coin coin, RegtestNode node, double difficulty) throws IOException {
    return start(coin, node, difficulty, UnaryOperator.identity());
  }

  /** The same, with something around its block sink. */
  static PoolOnNode start(
      Coin coin, RegtestNode node, double difficulty, UnaryOperator<BlockSink> wrapping)
      throws IOException {
    PoolOnNode pool = new PoolOnNode(coin, node, difficulty, wrapping);
    pool.blocks.start();
    pool.server.start();
    return pool;
  }

  /** A miner that is connected, subscribed and authorized. */
  MockMiner miner(String worker) {
    return MockMiner.connect(server.addresses().get(0), coin.miner())
        .subscribe()
        .authorize(worker, "x");
  }

  /** The miner's next job on this parent; those on others are passed over. */
  static MinerJob takeJobOn(Hash256 parent, MockMiner miner) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    MinerJob job = miner.takeJob();
    while (!job.previousHash().equals(parent)) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("no job on " + parent + " but " + job);
      }
      job = miner.takeJob();
    }
    return job;
  }

  /** Waits for the next final verdict. */
  Judged awaitVerdict() throws InterruptedException {
    Judged judged = verdicts.poll(SECONDS_MAX, TimeUnit.SECONDS);
    if (judged == null) {
      throw new AssertionError("no verdict within " + SECONDS_MAX + " s");
    }
    return judged;
  }

  /** Verdicts nobody has taken. */
  List<Judged> otherVerdicts() {
    return List.copyOf(verdicts);
  }

  /** The files of blocks that have no final verdict yet. */
  List<Path> candidateFiles() throws IOException {
    try (Stream<Path> files = Files.list(candidates)) {
      return files.toList();
    }
  }

  /** Waits until every block is settled. */
  void awaitNoCandidateFiles() throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!candidateFiles().isEmpty()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("still there: " + candidateFiles());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    blocks.close();
    TemporaryFolders.remove(candidates);
  }

  private BlockListener listener() {
    return new BlockListener() {
      @Override
      public void judged(BlockCandidate block, BlockVerdict verdict) {
        if (verdict.isFinal()) {
          verdicts.add(new Judged(block, verdict));
        }
      }
    };
  }
}
