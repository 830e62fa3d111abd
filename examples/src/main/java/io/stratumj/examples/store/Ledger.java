package io.stratumj.examples.store;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.Target;
import io.stratumj.core.sinks.ShareBatchWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the books: shares, and the blocks that end rounds.
 *
 * <p>A share is there once, whatever happens: one that is there already is passed over. Every call
 * is one transaction and returns when it is on the disk. A connection that turns out to be broken
 * is made anew and the transaction tried once more, which is safe for the same reason.
 *
 * <p>A round is what is mined between two blocks. Shares are numbered with the round they are
 * written in, and the share that is a block is the last of its round; the next round begins with
 * the very next share, in the same transaction.
 *
 * <p><em>Thread-safe</em>: one lock, held while the database works.
 */
final class Ledger implements ShareBatchWriter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int VALID_WITHIN_SECONDS = 1;
  private static final long CLOSE_SECONDS = 1;
  private static final int REASON_MAX = 1_000;

  /** How much of the heap the ids of shares may take. Tables that double may reach twice this. */
  private static final int HEAP_PARTS = 8;

  private static final String INSERT_BLOCK =
      """
      insert into stratum_block(block_hash, round_number, worker, verdict, reason)
      values (?, ?, ?, ?, '') on conflict do nothing\
      """;

  private static final String UPDATE_BLOCK =
      "update stratum_block set height = ?, verdict = ?, reason = ? where block_hash = ?";

  private final StoreLocation location;
  private final ReentrantLock lock = new ReentrantLock();
  private final ShareBook shareBook;
  private @Nullable Connection connection;

  /** Whether a commit that failed may have been done all the same. */
  private boolean inDoubt;

  /** Something was committed, and has perhaps not reached the disk. */
  private boolean unsynced;

  /** The round that is open; known while there is a connection. */
  private long round;

  /** What is done in a transaction; false if nothing was changed. */
  private interface Step {
    boolean run(Connection connection) throws SQLException;
  }

  /** Books at this place; connects when they are opened. */
  Ledger(StoreLocation location) {
    this(location, Runtime.getRuntime().maxMemory() / HEAP_PARTS);
  }

  /**
   * Books at this place; connects when they are opened.
   *
   * @param idBytesMax how much memory the ids of shares may take
   */
  Ledger(StoreLocation location, long idBytesMax) {
    this.location = location;
    this.shareBook = new ShareBook(idBytesMax);
  }

  /** Connects, and makes the tables if there are none. */
  void open() throws SQLException {
    lock.lock();
    try {
      connected();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(List<AcceptedShare> shares) throws SQLException {
    lock.lock();
    try {
      transact(now -> write(now, shares));
    } catch (SQLException failure) {
      if (inDoubt) {
        throw failure;
      }
      throw new RejectedExecutionException(StoreLocation.firstLine(failure), failure);
    } finally {
      lock.unlock();
    }
  }

  private boolean write(Connection now, List<AcceptedShare> shares) throws SQLException {
    int written = 0;
    Job job = null;
    Target network = Target.MAX;
    for (int i = 0; i < shares.size(); i++) {
      AcceptedShare share = shares.get(i);
      if (!share.work().job().equals(job)) {
        job = share.work().job();
        network = job.networkTarget();
      }
      if (network.isMetBy(share.id())) { // the ids of SHA-256d shares are block hashes
        shareBook.write(now, shares.subList(written, i + 1), round);
        written = i + 1;
        endRound(now, share.id(), share.worker().value());
      }
    }
    shareBook.write(now, shares.subList(written, shares.size()), round);
    return true;
  }

  @Override
  public void withdraw(List<AcceptedShare> shares) throws SQLException {
    transact(now -> shareBook.withdraw(now, shares));
  }

  /** A block ends the round, unless it did so before. */
  void recordBlock(FoundBlock block) throws SQLException {
    transact(
        now -> {
          endRound(now, block.hash(), block.worker());
          return true;
        });
  }

  /** What became of a block; false if the block is not in the books. */
  boolean recordVerdict(FoundBlock block, String verdict, String reason) throws SQLException {
    boolean[] known = {false};
    transact(
        now -> {
          try (PreparedStatement update = now.prepareStatement(UPDATE_BLOCK)) {
            if (block.height().isPresent()) {
              update.setLong(1, block.height().getAsInt());
            } else {
              update.setNull(1, java.sql.Types.BIGINT);
            }
            update.setString(2, verdict);
            update.setString(3, cut(StoredText.of(reason)));
            update.setBytes(4, bytes(block.hash()));
            known[0] = update.executeUpdate() > 0;
            return known[0];
          }
        });
    return known[0];
  }

  /** Closes the connection; not one that is stuck in the database, which is left behind. */
  @Override
  public void close() {
    try {
      if (lock.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        try {
          disconnect();
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void transact(Step step) throws SQLException {
    lock.lock();
    try {
      inDoubt = false;
      attempt(step);
    } catch (SQLException first) {
      if (connection != null) {
        throw first; // the connection is fine, so it is not to blame
      }
      LOG.warn("the store is connected to anew: {}", StoreLocation.firstLine(first));
      attempt(step);
    } finally {
      lock.unlock();
    }
  }

  private void attempt(Step step) throws SQLException {
    Connection now = connected();
    long roundBefore = round;
    boolean done = false;
    boolean committing = false;
    try {
      shareBook.makeRoom();
      if (step.run(now)) {
        committing = true;
        inDoubt = true; // also of the second attempt, if it never gets this far
        unsynced = true;
        now.commit();
        sync(now);
      } else {
        now.rollback();
        if (unsynced) { // what there is nothing left to do of may not be on the disk
          sync(now);
        }
      }
      shareBook.committed();
      done = true;
    } finally {
      if (!done) {
        round = roundBefore;
        undo(now, committing);
      }
    }
  }

  private void sync(Connection now) throws SQLException {
    location.sync(now);
    unsynced = false;
  }

  private Connection connected() throws SQLException {
    Connection now = connection;
    if (now == null) {
      now = location.connect();
      try {
        location.claim(now);
        Schema.prepare(now);
        round = openRound(now);
        shareBook.reopen(now);
        connection = now;
      } finally {
        if (connection == null) {
          closeQuietly(now);
        }
      }
    }
    return now;
  }

  /**
   * The connection stays only if it can roll back: then nothing of the transaction is left. After a
   * commit that failed nobody knows what is left, and the store has to be read anew.
   */
  private void undo(Connection now, boolean committing) {
    try {
      now.rollback();
      if (!committing && now.isValid(VALID_WITHIN_SECONDS)) {
        shareBook.rolledBack();
        return;
      }
    } catch (SQLException broken) {
      LOG.debug("the connection to the store cannot roll back", broken);
    }
    disconnect();
  }

  private void disconnect() {
    Connection last = connection;
    connection = null;
    if (last != null) {
      closeQuietly(last);
    }
  }

  private static void closeQuietly(Connection last) {
    try {
      last.close();
    } catch (SQLException broken) {
      LOG.debug("the connection to the store could not be closed", broken);
    }
  }

  private static long openRound(Connection now) throws SQLException {
    try (Statement statement = now.createStatement();
        ResultSet last =
            statement.executeQuery(
                "select coalesce(max(round_number), 0) + 1 from stratum_block")) {
      last.next();
      return last.getLong(1);
    }
  }

  private void endRound(Connection now, Hash256 blockHash, String worker) throws SQLException {
    try (PreparedStatement insert = now.prepareStatement(INSERT_BLOCK)) {
      insert.setBytes(1, bytes(blockHash));
      insert.setLong(2, round);
      insert.setString(3, StoredText.of(worker));
      insert.setString(4, Verdicts.PENDING);
      round += insert.executeUpdate();
    }
  }

  private static byte[] bytes(Hash256 hash) {
    Bytes internal = hash.toInternal();
    return internal.toByteArray();
  }

  private static String cut(String text) {
    return text.length() <= REASON_MAX ? text : text.substring(0, REASON_MAX);
  }
}
