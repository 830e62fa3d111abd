package io.stratumj.examples.store;

import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockVerdict;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters found blocks and their verdicts into the ledger, on a thread of its own, and again until
 * the ledger takes them.
 *
 * <p>A block that is an accepted share as well is entered with that share, so that its round ends
 * there. Other candidates (stale, below the share difficulty) are entered here when they are found,
 * and end the round with the last share that is written by then. A verdict may come before the
 * share is written, and waits for it then, for as long as a miner would.
 *
 * <p><em>Thread-safe.</em>
 */
final class BlockBook implements BlockListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockBook.class);
  private static final long AGAIN_SECONDS = 1;
  private static final int SHARE_WRITTEN_ATTEMPTS = 6;
  private static final long CLOSE_SECONDS = 2;

  private final Ledger ledger;
  private final Function<BlockCandidate, OptionalInt> heights;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "pool-blocks");
            daemon.setDaemon(true);
            return daemon;
          });
  private volatile boolean closing;

  /** What is to be entered; false if it must be tried again. */
  private interface Entry {
    boolean make(int attempt) throws SQLException;
  }

  BlockBook(Ledger ledger, Function<BlockCandidate, OptionalInt> heights) {
    this.ledger = ledger;
    this.heights = heights;
  }

  @Override
  public void found(BlockCandidate candidate) {
    if (candidate.stale() || candidate.lowDifficulty() || candidate.timeOutOfRange()) {
      FoundBlock block = block(candidate);
      enter(
          block,
          attempt -> {
            ledger.recordBlock(block);
            return true;
          },
          1);
    }
  }

  @Override
  public void judged(BlockCandidate candidate, BlockVerdict verdict) {
    FoundBlock block = block(candidate);
    enter(block, attempt -> enterVerdict(block, verdict, attempt), 1);
  }

  /** Enters what is still to be entered, for a bounded time. Idempotent. */
  @Override
  public void close() {
    closing = true;
    thread.shutdown(); // what waits for its next attempt has it still, and no other
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("the store did not take a block in time; see the log of blocks");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean enterVerdict(FoundBlock block, BlockVerdict verdict, int attempt)
      throws SQLException {
    String word = Verdicts.word(verdict);
    String reason = Verdicts.reason(verdict);
    if (ledger.recordVerdict(block, word, reason)) {
      return true;
    }
    if (attempt < SHARE_WRITTEN_ATTEMPTS && !closing) {
      return false;
    }
    ledger.recordBlock(block);
    return ledger.recordVerdict(block, word, reason);
  }

  private void enter(FoundBlock block, Entry entry, int attempt) {
    try {
      ScheduledFuture<?> unused =
          thread.schedule(
              () -> attempt(block, entry, attempt),
              attempt == 1 ? 0 : AGAIN_SECONDS,
              TimeUnit.SECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.error("block {} is not in the store: it is closed", block.hash());
    }
  }

  private void attempt(FoundBlock block, Entry entry, int attempt) {
    try {
      if (entry.make(attempt)) {
        return;
      }
    } catch (SQLException e) {
      LOG.warn("block {} is not in the store yet: {}", block.hash(), StoreLocation.firstLine(e));
    }
    enter(block, entry, attempt + 1);
  }

  private FoundBlock block(BlockCandidate candidate) {
    return new FoundBlock(
        candidate.blockHash(), heights.apply(candidate), candidate.worker().value());
  }
}
