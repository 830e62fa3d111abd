package io.stratumj.examples.store;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.examples.store.Books.Block;
import io.stratumj.examples.store.Books.Round;
import io.stratumj.examples.store.Books.Sum;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums the books up. Reads everything in one transaction; keeps no connection. */
final class BooksReader {
  private static final String SUMS =
      """
      select round_number, worker, count(*), sum(difficulty) from stratum_share
      group by round_number, worker""";

  private static final String BLOCKS =
      """
      select round_number, block_hash, height, worker, found_at, verdict from stratum_block
      order by round_number""";

  private final Map<String, Sum> workers = new TreeMap<>();
  private final Map<String, Sum> accounts = new TreeMap<>();

  /** By the number in the books. */
  private final TreeMap<Long, Sum> numbers = new TreeMap<>();

  private final List<Block> blocks = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();

  private BooksReader() {}

  /**
   * Reads.
   *
   * @throws SQLException if there are no books, or they cannot be read
   */
  static Books read(StoreLocation location) throws SQLException {
    try (Connection connection = location.connectToExisting()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      Schema.require(connection);
      BooksReader reader = new BooksReader();
      reader.readSums(connection);
      reader.readBlocks(connection);
      connection.rollback();
      return new Books(
          List.copyOf(reader.workers.values()),
          List.copyOf(reader.accounts.values()),
          List.copyOf(reader.rounds),
          List.copyOf(reader.blocks));
    }
  }

  private void readSums(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SUMS)) {
      while (row.next()) {
        String worker = row.getString(2);
        Sum sum = new Sum(worker, row.getLong(3), row.getBigDecimal(4));
        String account = worker.substring(0, Math.max(0, (worker + ".").indexOf('.')));
        workers.merge(worker, sum, Sum::plus);
        accounts.merge(account, new Sum(account, sum.shares(), sum.work()), Sum::plus);
        numbers.merge(row.getLong(1), sum, Sum::plus);
      }
    }
  }

  private void readBlocks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(BLOCKS)) {
      while (row.next()) {
        String hash = Hash256.fromInternal(Bytes.of(row.getBytes(2))).toDisplayHex();
        String verdict = row.getString(6);
        String height = row.getString(3);
        blocks.add(
            new Block(
                hash,
                height == null ? "" : height,
                row.getString(4),
                row.getTimestamp(5).toInstant().toString(),
                verdict,
                rounds.size() + 1));
        if (!verdict.equals(Verdicts.REJECTED)) {
          endRound(row.getLong(1), hash);
        }
      }
    }
    endRound(Long.MAX_VALUE, "open");
  }

  /** What is left up to this number, as one round. */
  private void endRound(long lastNumber, String endedBy) {
    Map<Long, Sum> upTo = numbers.headMap(lastNumber, true);
    int round = rounds.size() + 1;
    Sum nothing = new Sum(Integer.toString(round), 0, BigDecimal.ZERO);
    rounds.add(new Round(round, upTo.values().stream().reduce(nothing, Sum::plus), endedBy));
    upTo.clear();
  }
}
