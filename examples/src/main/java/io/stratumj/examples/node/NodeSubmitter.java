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
  CompletableFuture<NodeVerdict> submit(Hash256 hash, Bytes block) {
    try {
      return CompletableFuture.supplyAsync(() -> verdict(hash, block), threads);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(
          NodeVerdict.unknown(
              "node %s: %s"
                  .formatted(
                      node.endpoint(),
                      threads.isShutdown() ? "closed" : WAITING_MAX + " blocks wait for it")));
    } catch (Throwable noThread) {
      LOG.error("node {}: block {} could not be submitted", node.endpoint(), hash, noThread);
      return CompletableFuture.completedFuture(
          NodeVerdict.unknown("node %s: %s".formatted(node.endpoint(), noThread)));
    }
  }

  /** Interrupts what is underway. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private NodeVerdict verdict(Hash256 hash, Bytes block) {
    try {
      SubmitAnswer answer = node.submit(block);
      if (answer.meaning() == SubmitAnswer.Meaning.REFUSED) {
        return NodeVerdict.settled(new BlockVerdict.Rejected(answer.words()));
      }
      if (answer.meaning() == SubmitAnswer.Meaning.NOT_YET) {
        return NodeVerdict.unknown(
            "node %s cannot take it yet: %s".formatted(node.endpoint(), answer.words()));
      }
      tipMoved.run();
      return verdict(answer, node.placeOf(hash));
    } catch (NodeException unanswered) {
      return NodeVerdict.unknown(String.valueOf(unanswered.getMessage()));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      return NodeVerdict.unknown("node " + node.endpoint() + ": interrupted");
    }
  }

  /** Whatever the node said, where it has the block decides. */
  private NodeVerdict verdict(SubmitAnswer answer, ChainPlace place) {
    BlockVerdict beside =
        answer.meaning() == SubmitAnswer.Meaning.DUPLICATE
            ? new BlockVerdict.Duplicate()
            : new BlockVerdict.Inconclusive();
    return switch (place) {
      case BEST_CHAIN -> NodeVerdict.settled(new BlockVerdict.Accepted());
      case SIDE_CHAIN -> NodeVerdict.open(beside);
      case LEFT_BEHIND -> NodeVerdict.settled(beside);
      case ABSENT ->
          NodeVerdict.unknown(
              "node %s does not have the block it was given%s"
                  .formatted(
                      node.endpoint(),
                      answer.words().isEmpty() ? "" : ", and said " + answer.words()));
    };
  }
}
