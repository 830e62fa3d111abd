package io.stratumj.examples.node;

import io.stratumj.core.spi.JobSink;
import io.stratumj.core.spi.JobSource;
import io.stratumj.core.template.JobFactory;
import io.stratumj.examples.node.rpc.NodeClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs from a node: a clean one as soon as the node answers a long poll with a new tip, others when
 * transactions came.
 *
 * <p>With several nodes it follows one, and the next when that one fails; it never goes back to an
 * older tip by that, for a node that is behind is waited for. When all have failed it declares
 * itself unavailable and goes on asking, at growing but short intervals; the first good template
 * ends that. A template that cannot be mined on is refused, and the last job stays as long as its
 * parent is the tip. A node on another chain or in initial sync counts as failed.
 *
 * <p>Whatever changes is logged once: what failed when it begins to fail, and that it is back.
 *
 * <p><em>Thread-safe.</em> Has one daemon thread while it runs.
 */
public final class NodeJobSource implements JobSource {
  private static final Logger LOG = LoggerFactory.getLogger(NodeJobSource.class);
  private static final long CLOSE_SECONDS = 5;

  private final JobPublisher publisher;
  private final NodeFollower follower;
  private @Nullable Thread thread;

  private NodeJobSource(
      List<NodeClient> nodes, JobFactory factory, Optional<String> chain, NodeTimings timings) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("no node to take jobs from");
    }
    publisher = new JobPublisher(factory);
    follower = new NodeFollower(List.copyOf(nodes), new ChainGuard(chain), publisher, timings);
  }

  /**
   * Jobs from the first of these nodes that works, on whatever chain it has.
   *
   * @param factory makes the jobs; its extranonce size must be the server's
   * @throws IllegalArgumentException if there is no node
   */
  public static NodeJobSource of(List<NodeClient> nodes, JobFactory factory) {
    return new NodeJobSource(nodes, factory, Optional.empty(), NodeTimings.DEFAULTS);
  }

  /**
   * Jobs from the first of these nodes that works.
   *
   * @param chain the chain they must have, as nodes call it: {@code main}, {@code test}, {@code
   *     regtest}; empty for whatever the first has
   * @throws IllegalArgumentException if there is no node
   */
  public static NodeJobSource of(
      List<NodeClient> nodes, JobFactory factory, Optional<String> chain, NodeTimings timings) {
    return new NodeJobSource(nodes, factory, chain, timings);
  }

  @Override
  public synchronized void start(JobSink sink) {
    publisher.start(sink);
    Thread made = new Thread(follower, "node-jobs");
    made.setDaemon(true);
    thread = made;
    made.start();
  }

  /**
   * Asks for a template now and publishes it before it returns: for who knows that the tip has
   * moved, as after a block of one's own. Blocks as the node does, for some seconds at most. If the
   * node fails, the source finds out by itself; this throws nothing.
   */
  public void refresh() {
    follower.refresh();
  }

  @Override
  public void close() {
    publisher.close();
    Thread ending;
    synchronized (this) {
      ending = thread;
    }
    if (ending == null || ending == Thread.currentThread()) {
      return;
    }
    ending.interrupt();
    try {
      TimeUnit.SECONDS.timedJoin(ending, CLOSE_SECONDS);
      if (ending.isAlive()) {
        LOG.warn("the thread that follows the node did not end within {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
