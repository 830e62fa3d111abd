package io.stratumj.examples.node;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.examples.node.rpc.NodeClient;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits block candidates to nodes, all at the same time, and asks each where the block ended up.
 *
 * <p>A candidate is written to a file before it is submitted, and the file is removed when its
 * verdict is settled. Files that are there when the sink starts, and those whose verdict was not
 * settled, are submitted again until it is: neither the end of the program nor a node that is down
 * for an hour loses a block.
 *
 * <p>The verdicts, of the node that says most, which is asked where it has the block whatever it
 * said when it was submitted:
 *
 * <ul>
 *   <li>{@link BlockVerdict.Accepted} when some node has it in its best chain: settled;
 *   <li>{@link BlockVerdict.Inconclusive} when one took it, but beside its best chain, and {@link
 *       BlockVerdict.Duplicate} likewise when it had it before. Told at once, and settled when that
 *       chain is {@value io.stratumj.examples.node.rpc.ChainPlace#DEPTH_SETTLED} blocks further:
 *       until then the next block may turn it over, and the file stays;
 *   <li>{@link BlockVerdict.Unknown} when one did not answer, cannot take it yet, or does not have
 *       it although it did not refuse it: not settled, and tried again;
 *   <li>{@link BlockVerdict.Rejected} when all refused it: settled.
 * </ul>
 *
 * <p><em>Thread-safe.</em> Has a few daemon threads for each node while there is something to
 * submit, and one of its own once it is started.
 */
public final class NodeBlockSink implements BlockSink, BlockKeeper, AutoCloseable {
  /** How often files without verdict are submitted again. */
  public static final Duration RETRY_DEFAULT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(NodeBlockSink.class);
  private static final long CLOSE_SECONDS = 1;

  private final LatestTask news;
  private final List<NodeSubmitter> submitters;
  private final CandidateFolder folder;
  private final Duration retry;
  private final Map<Hash256, CompletableFuture<NodeVerdict>> underway = new ConcurrentHashMap<>();
  private final Set<Hash256> unreadable = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledExecutorService retries;

  private NodeBlockSink(
      List<NodeClient> nodes, CandidateFolder folder, Runnable tipMoved, Duration retry) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("no node to submit blocks to");
    }
    this.news = new LatestTask("node-news", tipMoved);
    this.submitters = nodes.stream().map(node -> new NodeSubmitter(node, news::ask)).toList();
    this.folder = folder;
    this.retry = retry;
  }

  /**
   * Submits to these nodes.
   *
   * @param folder keeps the candidates
   * @param tipMoved called on a thread of the sink when a node took a block, before there is a
   *     verdict; may block: {@link NodeJobSource#refresh}
   * @throws IllegalArgumentException if there is no node
   */
  public static NodeBlockSink of(
      List<NodeClient> nodes, CandidateFolder folder, Runnable tipMoved) {
    return new NodeBlockSink(nodes, folder, tipMoved, RETRY_DEFAULT);
  }

  /** The same, with another interval for files without verdict. */
  public static NodeBlockSink of(
      List<NodeClient> nodes, CandidateFolder folder, Runnable tipMoved, Duration retry) {
    return new NodeBlockSink(nodes, folder, tipMoved, retry);
  }

  /** Submits what is in files already, now and from time to time. */
  public synchronized void start() {
    if (retries != null) {
      throw new IllegalStateException("a sink is started once");
    }
    ScheduledExecutorService made =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "node-candidates");
              thread.setDaemon(true);
              return thread;
            });
    retries = made;
    ScheduledFuture<?> unused =
        made.scheduleWithFixedDelay(this::submitKept, 0, retry.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public CompletionStage<BlockVerdict> submit(BlockCandidate candidate) {
    Optional<Bytes> block = candidate.block();
    if (block.isEmpty()) {
      return CompletableFuture.completedStage(
          candidate.work().job().body().isPresent()
              ? new BlockVerdict.Unknown("the block could not be put together")
              : new BlockVerdict.Rejected("its job did not come from a template"));
    }
    Hash256 hash = candidate.blockHash();
    try {
      folder.keep(hash, block.get());
    } catch (Throwable unwritten) {
      // No reason not to submit it.
      LOG.error("block {} could not be written to {}", hash, folder.path(), unwritten);
    }
    return submit(hash, block.get()).thenApply(NodeVerdict::verdict);
  }

  /**
   * A candidate the server does not try any more is in its file, and is tried from there.
   *
   * @throws IOException if it cannot be written, or there is no block to write
   */
  @Override
  public void keep(BlockCandidate candidate, String why) throws IOException {
    Hash256 hash = candidate.blockHash();
    Bytes block =
        candidate.block().orElseThrow(() -> new IOException("there is no whole block " + hash));
    folder.keep(hash, block);
    LOG.warn("block {} has no verdict yet ({}); it is kept in {}", hash, why, folder.file(hash));
  }

  /** Stops submitting; what has no verdict stays in its file. Idempotent. */
  @Override
  public void close() {
    ScheduledExecutorService ending;
    synchronized (this) {
      ending = retries;
    }
    if (ending != null) {
      ending.shutdownNow();
    }
    submitters.forEach(NodeSubmitter::close);
    news.close();
    try {
      if (ending != null && !ending.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("submitting blocks did not end within {} s of closing", CLOSE_SECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Submits; a block that is being submitted is not once more: it would wait behind itself. */
  private CompletableFuture<NodeVerdict> submit(Hash256 hash, Bytes block) {
    CompletableFuture<NodeVerdict> made = new CompletableFuture<>();
    CompletableFuture<NodeVerdict> former = underway.putIfAbsent(hash, made);
    if (former != null) {
      return former;
    }
    CompletableFuture<?> unused =
        VerdictOfAll.of(submitters.stream().map(node -> node.submit(hash, block)).toList())
            .thenAccept(
                verdict -> {
                  try {
                    settle(hash, verdict);
                  } finally {
                    made.complete(verdict);
                  }
                });
    return made;
  }

  private void settle(Hash256 hash, NodeVerdict verdict) {
    underway.remove(hash);
    if (!verdict.settled()) {
      return;
    }
    try {
      folder.remove(hash);
    } catch (IOException | RuntimeException e) {
      LOG.error("the file of block {} could not be removed: {}", hash, e.toString());
    }
  }

  private void submitKept() {
    try {
      folder.tidy().forEach(done -> LOG.warn("{}", done));
      for (Hash256 hash : folder.kept()) {
        if (!underway.containsKey(hash)) {
          submitKept(hash);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // The executor must not stop repeating.
      LOG.error("the blocks in {} cannot be submitted: {}", folder.path(), e.toString());
    }
  }

  /** One after the other: those found now go first, and must not wait behind all that are kept. */
  private void submitKept(Hash256 hash) throws InterruptedException {
    try {
      Bytes block = folder.read(hash);
      unreadable.remove(hash);
      tellKept(hash, submit(hash, block).get());
    } catch (ExecutionException e) {
      LOG.error("block {} cannot be submitted again", hash, e);
    } catch (NoSuchFileException settled) {
      LOG.debug("block {} was settled meanwhile", hash);
    } catch (IOException e) {
      if (unreadable.add(hash)) {
        LOG.error("block {} cannot be submitted again: {}", hash, e.toString());
      }
    }
  }

  private static void tellKept(Hash256 hash, NodeVerdict verdict) {
    if (verdict.settled()) {
      LOG.info("block {}, kept in a file until now: {}", hash, verdict.verdict());
    } else {
      LOG.debug("block {}, kept in a file still: {}", hash, verdict.verdict());
    }
  }
}
