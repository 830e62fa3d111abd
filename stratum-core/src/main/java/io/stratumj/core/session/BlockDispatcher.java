package io.stratumj.core.session;

import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockKeeper;
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
  private final BlockKeeper keeper;
  private final Set<Hash256> found = new LinkedHashSet<>();
  private final Map<Hash256, BlockSubmission> unsettled = new ConcurrentHashMap<>();

  BlockDispatcher(
      BlockSink sink,
      List<BlockListener> listeners,
      FaultListener faults,
      TaskScheduler scheduler,
      BlockRetries retries,
      BlockKeeper keeper) {
    this.sink = sink;
    this.listeners = listeners;
    this.faults = faults;
    this.scheduler = scheduler;
    this.retries = retries;
    this.keeper = keeper;
  }

  /** The candidates that have no final verdict yet, and are not with the keeper either. */
  List<BlockCandidate> unsettled() {
    return unsettled.values().stream().map(BlockSubmission::candidate).toList();
  }

  /**
   * Ends all attempts: what has no verdict goes to this keeper, whole, even if it waits for its
   * first. What the keeper could not keep stays unsettled. A verdict that comes after all is still
   * told.
   */
  void giveUp(String why, BlockKeeper last) {
    for (BlockSubmission submission : List.copyOf(unsettled.values())) {
      submission.giveUp(why, last);
    }
  }

  BlockKeeper keeper() {
    return keeper;
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
    BlockSubmission submission = new BlockSubmission(this, candidate);
    unsettled.put(candidate.blockHash(), submission);
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
