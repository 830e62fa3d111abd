package io.stratumj.core.sinks;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.sinks.WaitingShares.Turn;
import io.stratumj.core.sinks.WaitingShares.Waiting;
import io.stratumj.core.spi.ShareSink;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records shares in batches: group commit. A commit costs a disk the same for one share as for a
 * thousand, so shares gather while the batch before them is written, and each miner hears true when
 * the batch with its share is committed.
 *
 * <p>What a miner hears is what the store holds. A batch that fails fails exactly its own shares;
 * nothing is tried again here, because the miner is the one that still has the share, and a {@link
 * ShareBatchWriter} knows better which of its failures are worth a second attempt. Shares of a
 * batch that failed, and shares that were given up as late while they were written, may be in the
 * store all the same, so the server withdraws them: they are taken out before anything else is
 * written, and miners hear that they are not recorded when that is done, and not before.
 *
 * <p>When the queue is full a share is refused, with a {@link RejectedExecutionException}; so is a
 * withdrawal when as many wait.
 *
 * <p><em>Thread-safe.</em> {@link #record} returns at once; stages complete on the sink's own
 * thread, which is a daemon and ends with {@link #close}.
 */
public final class BatchingShareSink implements ShareSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchingShareSink.class);

  private final ShareBatchWriter writer;
  private final BatchOptions options;
  private final WaitingShares waiting;
  private final Thread thread;

  private BatchingShareSink(ShareBatchWriter writer, BatchOptions options) {
    this.writer = writer;
    this.options = options;
    this.waiting = new WaitingShares(options);
    this.thread = new Thread(this::writeUntilClosed, "stratum-shares");
    thread.setDaemon(true);
  }

  /** A sink that writes with this, within the default bounds. Its thread runs from now on. */
  public static BatchingShareSink to(ShareBatchWriter writer) {
    return to(writer, BatchOptions.defaults());
  }

  /** A sink that writes with this, within these bounds. Its thread runs from now on. */
  public static BatchingShareSink to(ShareBatchWriter writer, BatchOptions options) {
    BatchingShareSink sink = new BatchingShareSink(writer, options);
    sink.thread.start();
    return sink;
  }

  @Override
  public CompletionStage<?> record(AcceptedShare share) {
    return waiting.add(share);
  }

  @Override
  public CompletionStage<?> withdraw(AcceptedShare share) {
    return waiting.withdraw(share);
  }

  /** How many shares wait for their batch, or for the end of its write. */
  public int pending() {
    return waiting.size();
  }

  /** How many shares are to be taken out of the store, should they be in it. */
  public int inDoubt() {
    return waiting.inDoubt();
  }

  /**
   * Takes no more shares, writes those it has, and ends the thread; within {@link
   * BatchOptions#closeTimeout()}, past which what still waits is refused and a writer that hangs is
   * interrupted and left behind. Idempotent. The writer stays open: it is the caller's.
   */
  @Override
  public void close() {
    waiting.close();
    boolean ended = false;
    try {
      ended = joined(options.closeTimeout().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    waiting.abandon(); // before the thread is woken: it would take what waits, and hang with it
    if (!ended) {
      thread.interrupt();
    }
  }

  private boolean joined(long nanos) throws InterruptedException {
    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    return !thread.isAlive();
  }

  private void writeUntilClosed() {
    boolean retrying = false;
    try {
      while (true) {
        Turn turn = waiting.take(retrying);
        retrying = !settle(turn);
        if (turn.closing() && turn.batch().isEmpty() && (turn.isEmpty() || retrying)) {
          return;
        }
      }
    } catch (InterruptedException closed) {
      LOG.warn("the share sink was closed while shares waited");
    }
  }

  /** Withdraws, and then writes; false if withdrawing failed, and so nothing was written. */
  private boolean settle(Turn turn) {
    if (!turn.withdrawn().isEmpty()) {
      try {
        writer.withdraw(turn.withdrawn().stream().map(Waiting::share).toList());
      } catch (Throwable thrown) {
        waiting.putBack(turn.withdrawn());
        refuse(turn.batch(), new RejectedExecutionException("the store is not to be had", thrown));
        return false;
      }
      complete(turn.withdrawn());
    }
    write(turn.batch());
    return true;
  }

  private void write(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      writer.write(batch.stream().map(Waiting::share).toList());
    } catch (Throwable thrown) {
      refuse(batch, thrown);
      return;
    }
    waiting.written();
    complete(batch);
  }

  private void refuse(List<Waiting> batch, Throwable why) {
    waiting.written();
    for (Waiting refused : batch) {
      refused.done().completeExceptionally(why);
    }
  }

  private static void complete(List<Waiting> settled) {
    for (Waiting each : settled) {
      each.done().complete(null);
    }
  }
}
