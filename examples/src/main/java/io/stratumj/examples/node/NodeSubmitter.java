package io.stratumj.examples.node;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.examples.node.rpc.ChainPlace;
import io.stratumj.examples.node.rpc.NodeClient;
import io.stratumj.examples.node.rpc.NodeException;
import io.stratumj.examples.node.rpc.SubmitAnswer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits blocks to one node, on threads of its own: a node that hangs holds back none but itself.
 *
 * <p><em>Thread-safe.</em>
 */
final class NodeSubmitter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeBlockSink.class);

  /** Blocks at one time: nodes have few threads for questions, and templates need some too. */
  private static final int THREADS = 2;

  /** Blocks that wait; a node that is this far behind is as good as one that does not answer. */
  private static final int WAITING_MAX = 64;

  private static final long KEEP_ALIVE_SECONDS = 30;

  private final NodeClient node;
  private final Runnable tipMoved;
  private final ThreadPoolExecutor threads;

  NodeSubmitter(NodeClient node, Runnable tipMoved) {
    this.node = node;
    this.tipMoved = tipMoved;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> {
              Thread thread = new Thread(task, "node-submit");
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
  }

  /** Submits a block; returns at once. The verdict is this node's. */
  CompletableFuture<BlockVerdict> submit(Hash256 hash, Bytes block) {
    try {
      return CompletableFuture.supplyAsync(() -> verdict(hash, block), threads);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(
          new BlockVerdict.Unknown(
              "node %s: %s"
                  .formatted(
                      node.endpoint(),
                      threads.isShutdown() ? "closed" : WAITING_MAX + " blocks wait for it")));
    }
  }

  /** Interrupts what is underway. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private BlockVerdict verdict(Hash256 hash, Bytes block) {
    try {
      SubmitAnswer answer = node.submit(block);
      if (answer.meaning() == SubmitAnswer.Meaning.REFUSED) {
        return new BlockVerdict.Rejected(answer.words());
      }
      if (answer.meaning() == SubmitAnswer.Meaning.NOT_YET) {
        return new BlockVerdict.Unknown(
            "node %s cannot take it yet: %s".formatted(node.endpoint(), answer.words()));
      }
      tellTipMoved();
      return verdict(answer, node.placeOf(hash));
    } catch (NodeException unanswered) {
      return new BlockVerdict.Unknown(String.valueOf(unanswered.getMessage()));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      return new BlockVerdict.Unknown("node " + node.endpoint() + ": interrupted");
    }
  }

  private BlockVerdict verdict(SubmitAnswer answer, ChainPlace place) {
    if (place == ChainPlace.BEST_CHAIN) {
      return new BlockVerdict.Accepted();
    }
    return switch (answer.meaning()) {
      case DUPLICATE -> new BlockVerdict.Duplicate();
      case INCONCLUSIVE -> new BlockVerdict.Inconclusive();
      default ->
          place == ChainPlace.SIDE_CHAIN
              ? new BlockVerdict.Inconclusive()
              : new BlockVerdict.Unknown(
                  "node " + node.endpoint() + " took the block and does not have it");
    };
  }

  private void tellTipMoved() {
    try {
      tipMoved.run();
    } catch (RuntimeException e) {
      LOG.error("new work after a block went wrong", e);
    }
  }
}
