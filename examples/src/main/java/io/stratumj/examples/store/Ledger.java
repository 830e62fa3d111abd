package io.stratumj.examples.store;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.sinks.ShareBatchWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the books: shares, and the blocks that end rounds.
 *
 * <p>A share is one row, kept unique by its id, whatever happens: one that is there already is
 * passed over. Every call is one transaction and returns when it is on the disk. A connection that
 * turns out to be broken is made anew and the transaction tried once more, which is safe for the
 * same reason.
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

  private static final String INSERT_SHARES =
      """
      insert into stratum_share(header_time, share_id, round_number, worker, difficulty)
      select t, i, r, w, d from unnest(?, ?, ?, ?, ?) as x(t, i, r, w, d)
      on conflict do nothing""";

  private static final String DELETE_SHARE =
      "delete from stratum_share where header_time = ? and share_id = ?";

  private static final String INSERT_BLOCK =
      """
      insert into stratum_block(block_hash, round_number, worker, verdict, reason)
      values (?, ?, ?, ?, '') on conflict do nothing""";

  private static final String UPDATE_BLOCK =
      "update stratum_block set height = ?, verdict = ?, reason = ? where block_hash = ?";

  private final StoreLocation location;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;

  /** The round that is open; known while there is a connection. */
  private long round;

  /** What is done in a transaction. */
  private interface Step {
    void run(Connection connection) throws SQLException;
  }

  /** Books at this place; connects when they are opened. */
  Ledger(StoreLocation location) {
    this.location = location;
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
    transact(
        now -> {
          List<AcceptedShare> ofOneRound = new ArrayList<>(shares.size());
          for (AcceptedShare share : shares) {
            ofOneRound.add(share);
            if (isBlock(share)) {
              insert(now, ofOneRound);
              ofOneRound.clear();
              endRound(now, share.id(), share.worker().value());
            }
          }
          insert(now, ofOneRound);
        });
  }

  @Override
  public void withdraw(List<AcceptedShare> shares) throws SQLException {
    transact(
        now -> {
          try (PreparedStatement delete = now.prepareStatement(DELETE_SHARE)) {
            for (AcceptedShare share : shares) {
              delete.setLong(1, Integer.toUnsignedLong(share.share().nTime()));
              delete.setBytes(2, bytes(share.id()));
              delete.addBatch();
            }
            delete.executeBatch();
          }
        });
  }

  /** A block ends the round, unless it did so before. */
  void recordBlock(FoundBlock block) throws SQLException {
    transact(now -> endRound(now, block.hash(), block.worker()));
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
            update.setString(3, cut(storable(reason)));
            update.setBytes(4, bytes(block.hash()));
            known[0] = update.executeUpdate() > 0;
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
    try {
      step.run(now);
      now.commit();
      location.sync(now);
      done = true;
    } finally {
      if (!done) {
        round = roundBefore;
        undo(now);
      }
    }
  }

  private Connection connected() throws SQLException {
    Connection now = connection;
    if (now == null) {
      now = location.connect();
      try {
        Schema.prepare(now);
        round = openRound(now);
        connection = now;
      } finally {
        if (connection == null) {
          closeQuietly(now);
        }
      }
    }
    return now;
  }

  /** The connection stays only if it can roll back: then nothing of the transaction is left. */
  private void undo(Connection now) {
    try {
      now.rollback();
      if (now.isValid(VALID_WITHIN_SECONDS)) {
        round = openRound(now);
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

  /** The ids of SHA-256d shares are the hashes of their blocks. */
  private static boolean isBlock(AcceptedShare share) {
    return share.work().job().networkTarget().isMetBy(share.id());
  }

  private void endRound(Connection now, Hash256 blockHash, String worker) throws SQLException {
    try (PreparedStatement insert = now.prepareStatement(INSERT_BLOCK)) {
      insert.setBytes(1, bytes(blockHash));
      insert.setLong(2, round);
      insert.setString(3, storable(worker));
      insert.setString(4, Verdicts.PENDING);
      round += insert.executeUpdate();
    }
  }

  private void insert(Connection now, List<AcceptedShare> shares) throws SQLException {
    int count = shares.size();
    if (count == 0) {
      return;
    }
    Object[] times = new Object[count];
    byte[][] ids = new byte[count][];
    Object[] rounds = new Object[count];
    Object[] workers = new Object[count];
    Object[] difficulties = new Object[count];
    for (int i = 0; i < count; i++) {
      AcceptedShare share = shares.get(i);
      times[i] = Integer.toUnsignedLong(share.share().nTime());
      ids[i] = bytes(share.id());
      rounds[i] = round;
      workers[i] = storable(share.worker().value());
      difficulties[i] = share.difficulty().toBigDecimal();
    }
    try (PreparedStatement insert = now.prepareStatement(INSERT_SHARES)) {
      insert.setArray(1, now.createArrayOf("int8", times));
      insert.setArray(2, now.createArrayOf("bytea", ids));
      insert.setArray(3, now.createArrayOf("int8", rounds));
      insert.setArray(4, now.createArrayOf("varchar", workers));
      insert.setArray(5, now.createArrayOf("numeric", difficulties));
      insert.executeUpdate();
    }
  }

  private static byte[] bytes(Hash256 hash) {
    Bytes internal = hash.toInternal();
    return internal.toByteArray();
  }

  /**
   * PostgreSQL keeps every character but one, and a name with that one must not fail the others.
   */
  private static String storable(String text) {
    return text.replace('\0', '\ufffd');
  }

  private static String cut(String text) {
    return text.length() <= REASON_MAX ? text : text.substring(0, REASON_MAX);
  }
}
