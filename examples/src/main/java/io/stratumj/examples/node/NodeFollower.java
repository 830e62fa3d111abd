package io.stratumj.examples.node;

import io.stratumj.core.template.BlockTemplate;
import io.stratumj.examples.node.rpc.ChainState;
import io.stratumj.examples.node.rpc.NodeClient;
import io.stratumj.examples.node.rpc.NodeException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a {@link NodeJobSource}: follows one node after the other, each until it fails, and
 * ends when it is interrupted.
 *
 * <p>While a long poll is open it also asks for the tip now and then. A connection may be dead
 * without anybody noticing, and a long poll may not simply be given up after a while: nodes keep a
 * thread for each one until there is something new, and have few.
 */
final class NodeFollower implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeFollower.class);

  private final List<NodeClient> nodes;
  private final ChainGuard guard;
  private final JobPublisher publisher;
  private final NodeTimings timings;
  private final RetryDelay delay;
  private final Outage outage;

  /**
   * Since when nodes work, but none has the tip that is mined on; by the clock of {@link
   * System#nanoTime}.
   */
  private OptionalLong behindSince = OptionalLong.empty();

  /** The node that is followed, for {@link #refresh}. */
  private volatile @Nullable NodeClient current;

  NodeFollower(
      List<NodeClient> nodes, ChainGuard guard, JobPublisher publisher, NodeTimings timings) {
    this.nodes = nodes;
    this.guard = guard;
    this.publisher = publisher;
    this.timings = timings;
    this.delay = new RetryDelay(timings.firstRetry(), timings.longestRetry());
    this.outage = new Outage(publisher, nodes.size());
  }

  @Override
  public void run() {
    try {
      for (int turn = 0; ; turn = (turn + 1) % nodes.size()) {
        NodeClient node = nodes.get(turn);
        try {
          follow(node);
        } catch (NodeException failed) {
          boolean behind = failed.kind() == NodeException.Kind.BEHIND;
          outage.failed(String.valueOf(failed.getMessage()), behind);
        } catch (IllegalArgumentException refused) {
          outage.failed(problem(node, refused.getMessage()), lastJobStands(node));
        } catch (RuntimeException | Error unexpected) {
          // The thread must not end: miners would stay on a dead tip.
          LOG.error("following node {} went wrong", node.endpoint(), unexpected);
          outage.failed(problem(node, unexpected.toString()), false);
        }
        if (outage.isTotal()) {
          TimeUnit.NANOSECONDS.sleep(delay.afterFailure().toNanos());
        }
      }
    } catch (InterruptedException closed) {
      LOG.debug("following nodes has ended");
    }
  }

  /**
   * Publishes the template of the moment, if there is a node that works. Blocks; throws nothing.
   */
  void refresh() {
    NodeClient node = current;
    if (node == null) {
      return;
    }
    try {
      boolean done = false;
      while (!done) {
        long mark = publisher.mark();
        BlockTemplate template = node.template();
        boolean isFollowed = node.equals(current); // if not, another one's templates count now
        done = !isFollowed || publisher.offer(template, mark);
      }
    } catch (NodeException | IllegalArgumentException failed) {
      LOG.debug("no refresh: {}", failed.getMessage()); // the thread will find out, and say so
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns never; what it throws tells why the node is not followed any longer. */
  private void follow(NodeClient node) throws NodeException, InterruptedException {
    ChainState state = guard.check(node);
    awaitTip(node);
    BlockTemplate template = fetch(node);
    current = node;
    outage.ended(node, state);
    try (TipWatch watch = new TipWatch(node, publisher)) {
      long refreshAt = System.nanoTime() + timings.refresh().toNanos();
      while (true) {
        watch.askAfter(template);
        Optional<BlockTemplate> news = watch.await(timings.tipCheck());
        delay.reset();
        if (watch.hasFailed()) {
          guard.check(node); // it may have been away, and come back as another
        }
        boolean due = System.nanoTime() - refreshAt >= 0;
        if (news.isPresent()) {
          template = news.get();
        } else if (due || watch.hasMissedATip()) {
          if (watch.hasFailed()) {
            awaitTip(node);
          }
          template = fetch(node);
        } else {
          continue;
        }
        refreshAt = System.nanoTime() + timings.refresh().toNanos();
      }
    } finally {
      current = null;
    }
  }

  /**
   * A node that takes over, or comes back, may not have heard of the tip yet that miners work on.
   * To follow it would waste their work on one that is outdated. A node that is followed already is
   * another matter: when its height falls, it knows why.
   */
  private void awaitTip(NodeClient node) throws NodeException, InterruptedException {
    int height = node.template().height();
    if (height >= publisher.height()) {
      behindSince = OptionalLong.empty();
      return;
    }
    String problem =
        "it is behind: its next block has height %d, that of the last job %d"
            .formatted(height, publisher.height());
    long now = System.nanoTime();
    long since = behindSince.orElse(now);
    behindSince = OptionalLong.of(since);
    if (now - since < timings.catchUp().toNanos()) {
      throw NodeException.of(NodeException.Kind.BEHIND, node.endpoint(), problem);
    }
    LOG.warn("node {}: {}, and it stays so: it is followed", node.endpoint(), problem);
    behindSince = OptionalLong.empty();
  }

  private BlockTemplate fetch(NodeClient node) throws NodeException, InterruptedException {
    while (true) {
      long mark = publisher.mark();
      BlockTemplate template = node.template();
      if (publisher.offer(template, mark)) {
        return template;
      }
    }
  }

  /** In words fit for a log: a template's may be the node's own. */
  private static String problem(NodeClient node, @Nullable String words) {
    NodeException nonsense =
        NodeException.of(NodeException.Kind.NONSENSE, node.endpoint(), String.valueOf(words));
    return String.valueOf(nonsense.getMessage());
  }

  /** A template was refused: is the job before it still worth doing? */
  private boolean lastJobStands(NodeClient node) throws InterruptedException {
    try {
      return publisher.parent().equals(Optional.of(node.bestBlockHash()));
    } catch (NodeException failed) {
      return false;
    }
  }
}
