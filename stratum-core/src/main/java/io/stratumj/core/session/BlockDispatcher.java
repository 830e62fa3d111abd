package io.stratumj.core.session;

import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.FaultListener;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Takes block candidates from the event loops (SPEC S8): each block once, off the loop, and as a
 * {@link BlockSubmission} that sees it through to a verdict.
 *
 * <p><em>Thread-safe.</em>
 */
final class BlockDispatcher {
  private static final int REMEMBERED_MAX = 4_096;

  private final BlockSink sink;
  private final List<BlockListener> listeners;
  private final FaultListener faults;
  private final TaskScheduler scheduler;
  private final BlockRetries retries;
  private final Set<Hash256> found = new LinkedHashSet<>();
  private final Map<Hash256, BlockCandidate> unsettled = new ConcurrentHashMap<>();

  BlockDispatcher(
      BlockSink sink,
      List<BlockListener> listeners,
      FaultListener faults,
      TaskScheduler scheduler,
      BlockRetries retries) {
    this.sink = sink;
    this.listeners = listeners;
    this.faults = faults;
    this.scheduler = scheduler;
    this.retries = retries;
  }

  /** The candidates that have no final verdict yet, whose attempts are not used up either. */
  List<BlockCandidate> unsettled() {
    return List.copyOf(unsettled.values());
  }

  /**
   * Takes a candidate; returns at once. A candidate of a block that was handed out before is
   * dropped.
   *
   * <p>If the scheduler takes no tasks any more, the candidate is submitted here and now: a loop
   * that is held up costs less than a block.
   *
   * @param candidate what is known on the loop: header and coinbase; witness form and whole block
   *     are added on the scheduler's thread, because a block may have megabytes
   */
  void dispatch(BlockCandidate candidate) {
    if (!isNew(candidate.blockHash())) {
      return;
    }
    unsettled.put(candidate.blockHash(), candidate);
    BlockSubmission submission = new BlockSubmission(this, candidate);
    try {
      scheduler.schedule(submission::begin, Duration.ZERO);
    } catch (Throwable refused) {
      report("block scheduler", candidate, refused);
      submission.begin();
    }
  }

  BlockSink sink() {
    return sink;
  }

  BlockRetries retries() {
    return retries;
  }

  TaskScheduler scheduler() {
    return scheduler;
  }

  /** The candidate has its final verdict, or its attempts are used up. */
  void settled(BlockCandidate candidate) {
    unsettled.remove(candidate.blockHash());
  }

  /** Tells every listener; one that throws keeps the others from nothing. */
  void tell(BlockCandidate candidate, Consumer<BlockListener> event) {
    for (BlockListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable thrown) {
        report("BlockListener", candidate, thrown);
      }
    }
  }

  /** Reports a fault. A listener that throws at that must not cost a block. */
  void report(String where, BlockCandidate candidate, Throwable fault) {
    try {
      faults.failed(where, candidate.sessionId(), fault);
    } catch (Throwable ignored) {
      // There is nobody left to tell.
    }
  }

  private boolean isNew(Hash256 blockHash) {
    synchronized (found) {
      if (!found.add(blockHash)) {
        return false;
      }
      if (found.size() > REMEMBERED_MAX) {
        found.remove(found.iterator().next());
      }
      return true;
    }
  }
}
