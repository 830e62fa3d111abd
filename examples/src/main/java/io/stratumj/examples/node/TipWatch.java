package io.stratumj.examples.node;

import io.stratumj.api.work.Hash256;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.MalformedTemplateException;
import io.stratumj.examples.node.rpc.LongPoll;
import io.stratumj.examples.node.rpc.NodeClient;
import io.stratumj.examples.node.rpc.NodeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what comes after a template: keeps one long poll open at one node and publishes its
 * answers. <em>Confined</em> to one thread.
 */
final class TipWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeJobSource.class);

  /** An answer within this time that brings no new tip is no reason to ask again at once. */
  private static final Duration TOO_SOON = Duration.ofSeconds(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

  private final NodeClient node;
  private final JobPublisher publisher;
  private final RetryDelay pause = new RetryDelay(FIRST_PAUSE, TOO_SOON);
  private @Nullable Asked asked;
  private boolean failed;

  /**
   * The tip that was missed the last time, and the one it was told of: a template should follow.
   */
  private Optional<Hash256> missed = Optional.empty();

  private Optional<Hash256> toldMissed = Optional.empty();
  private boolean toldFailure;

  /** An open question: what for, when, and the mark of that moment. */
  private record Asked(LongPoll poll, Hash256 parent, long atNanos, long mark) {}

  TipWatch(NodeClient node, JobPublisher publisher) {
    this.node = node;
    this.publisher = publisher;
  }

  /**
   * Asks for what comes after this template, if the node can be asked that. One that was asked on
   * the same parent before stays.
   */
  void askAfter(BlockTemplate template) throws NodeException {
    if (asked != null && !asked.parent().equals(template.previousHash())) {
      close();
    }
    if (asked == null && template.longPollId().isPresent()) {
      long mark = publisher.mark();
      LongPoll poll = node.longPoll(template.longPollId().get());
      asked = new Asked(poll, template.previousHash(), System.nanoTime(), mark);
    }
  }

  /**
   * Waits for the answer and publishes it. An answer that is an error is none: the next question is
   * asked after a pause, and whoever waits has to see meanwhile whether the node is there at all.
   * Some have templates, and fail every long poll.
   *
   * @return the template; empty if there was none within the time, or it may be outdated
   * @throws MalformedTemplateException if it cannot be mined on
   * @throws IllegalArgumentException if no job can be made of it
   */
  Optional<BlockTemplate> await(Duration time) throws InterruptedException {
    failed = false;
    Asked waiting = asked;
    if (waiting == null) {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      return Optional.empty();
    }
    BlockTemplate template;
    try {
      template = answer(waiting.poll().answer(), time);
    } catch (TimeoutException nothingYet) {
      return Optional.empty();
    } catch (NodeException problem) {
      asked = null;
      failed = true;
      tell(problem);
      TimeUnit.NANOSECONDS.sleep(pause.afterFailure().toNanos());
      return Optional.empty();
    }
    asked = null;
    boolean counts = publisher.offer(template, waiting.mark());
    if (!template.previousHash().equals(waiting.parent())) {
      pause.reset();
    } else if (System.nanoTime() - waiting.atNanos() < TOO_SOON.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(pause.afterFailure().toNanos());
    }
    return counts ? Optional.of(template) : Optional.empty();
  }

  /** Whether the last question was answered with an error, or not at all. */
  boolean hasFailed() {
    return failed;
  }

  /** Whether the node has another tip than the one that is mined on. */
  boolean hasMissedATip() throws NodeException, InterruptedException {
    Optional<Hash256> tip = Optional.of(node.bestBlockHash());
    Optional<Hash256> parent = publisher.parent();
    if (tip.equals(parent)) {
      missed = Optional.empty();
      return false;
    }
    if (tip.equals(missed) && !tip.equals(toldMissed)) {
      // As bcoin after a bare invalidateblock. There is no other work; its next block heals it.
      LOG.warn(
          "node {} has the tip {}, and its templates stand on {} still",
          node.endpoint(),
          tip.get(),
          parent.map(Hash256::toString).orElse("none"));
      toldMissed = tip;
    }
    missed = tip;
    return true;
  }

  /** Hangs up. */
  @Override
  public void close() {
    if (asked != null) {
      asked.poll().close();
      asked = null;
    }
  }

  private void tell(NodeException problem) {
    if (toldFailure) {
      LOG.debug("a long poll failed: {}", problem.getMessage());
    } else {
      LOG.warn("a long poll failed, and the tip is asked for instead: {}", problem.getMessage());
    }
    toldFailure = true;
  }

  private static BlockTemplate answer(CompletableFuture<BlockTemplate> answer, Duration time)
      throws NodeException, InterruptedException, TimeoutException {
    try {
      return answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof NodeException problem) {
        throw problem;
      }
      if (cause instanceof MalformedTemplateException malformed) {
        throw malformed;
      }
      throw new IllegalStateException("a long poll went wrong", failed);
    }
  }
}
