package io.stratumj.examples.store;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.sinks.BatchOptions;
import io.stratumj.core.sinks.BatchingShareSink;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.ShareSink;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The books of a pool, to be plugged into its server: a {@link ShareSink} whose stages complete
 * when shares are on the disk, and a {@link BlockListener} that enters blocks.
 *
 * <p><em>Thread-safe.</em> {@link #open}, then the server, then {@link #close} when the server is
 * closed.
 */
public final class ShareStore implements ShareSink, AutoCloseable {
  /** With the other bounds of closing it keeps a SIGTERM within five seconds. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** A commit costs the disk the same for many: when many wait, many should go together. */
  private static final int SHARES_MAX = 16_384;

  private final StoreLocation location;
  private final Ledger ledger;
  private final BlockBook blocks;
  private volatile @Nullable BatchingShareSink sink;

  /**
   * Books at this place; opens nothing yet.
   *
   * @param heights how many blocks are before one that was found
   */
  public ShareStore(StoreLocation location, Function<BlockCandidate, OptionalInt> heights) {
    this.location = location;
    this.ledger = new Ledger(location);
    this.blocks = new BlockBook(ledger, heights);
  }

  /**
   * Connects, and makes the tables when it is the first time.
   *
   * @throws IOException saying what is wrong with the store
   */
  public void open() throws IOException {
    try {
      ledger.open();
    } catch (SQLException e) {
      throw new IOException(location.explain(e), e);
    }
    sink =
        BatchingShareSink.to(
            ledger,
            BatchOptions.defaults().withSharesMax(SHARES_MAX).withCloseTimeout(CLOSE_TIMEOUT));
  }

  @Override
  public CompletionStage<?> record(AcceptedShare share) {
    BatchingShareSink open = sink;
    return open == null
        ? CompletableFuture.failedStage(new IllegalStateException("the store is not open"))
        : open.record(share);
  }

  @Override
  public CompletionStage<?> withdraw(AcceptedShare share) {
    BatchingShareSink open = sink;
    return open == null
        ? CompletableFuture.failedStage(new IllegalStateException("the store is not open"))
        : open.withdraw(share);
  }

  /** Enters blocks and their verdicts. */
  public BlockListener blockListener() {
    return blocks;
  }

  /** Writes what waits, for a bounded time, and disconnects. Idempotent. */
  @Override
  public void close() {
    BatchingShareSink open = sink;
    if (open != null) {
      open.close();
    }
    blocks.close();
    ledger.close();
  }
}
