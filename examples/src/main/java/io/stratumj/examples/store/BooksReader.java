package io.stratumj.examples.store;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.examples.store.Books.Block;
import io.stratumj.examples.store.Books.Round;
import io.stratumj.examples.store.Books.Sum;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Sums the books up. Reads everything in one transaction; keeps no connection. */
final class BooksReader {
  private static final String CREDITS = "select credit_id, worker, difficulty from stratum_credit";

  /** In slices, because a database may keep the whole answer in memory. */
  private static final String PAGES =
      """
      select page_number, round_number, credit_ids from stratum_page
      where page_number > ? order by page_number limit ?""";

  private static final int READ_PAGES = 1_000;

  private static final String BLOCKS =
      """
      select round_number, block_hash, height, worker, found_at, verdict from stratum_block
      order by round_number""";

  private final Map<String, Sum> workers = new TreeMap<>();
  private final Map<String, Sum> accounts = new TreeMap<>();

  /** By the number in the books. */
  private final TreeMap<Long, Sum> numbers = new TreeMap<>();

  /** How many shares have each credit, by the number of the round in the books. */
  private final Map<Long, Map<Integer, long[]>> countsOfRounds = new HashMap<>();

  private final List<Block> blocks = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();

  private record Credit(String worker, BigDecimal difficulty) {}

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

  /** Counts here rather than in the database, which would make a row of each share for it. */
  private void readSums(Connection connection) throws SQLException {
    Map<Integer, Credit> credits = readCredits(connection);
    try (PreparedStatement select = connection.prepareStatement(PAGES)) {
      long lastPage = 0;
      int rows;
      do {
        rows = 0;
        select.setLong(1, lastPage);
        select.setInt(2, READ_PAGES);
        try (ResultSet page = select.executeQuery()) {
          while (page.next()) {
            rows++;
            lastPage = page.getLong(1);
            Map<Integer, long[]> counts =
                countsOfRounds.computeIfAbsent(page.getLong(2), round -> new HashMap<>());
            for (Object credit : (Object[]) page.getArray(3).getArray()) {
              counts.computeIfAbsent((Integer) credit, key -> new long[1])[0]++;
            }
          }
        }
      } while (rows == READ_PAGES);
    }
    countsOfRounds.forEach(
        (round, counts) ->
            counts.forEach(
                (credit, count) ->
                    sum(round, Objects.requireNonNull(credits.get(credit)), count[0])));
  }

  private static Map<Integer, Credit> readCredits(Connection connection) throws SQLException {
    Map<Integer, Credit> credits = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CREDITS)) {
      while (row.next()) {
        credits.put(row.getInt(1), new Credit(row.getString(2), row.getBigDecimal(3)));
      }
    }
    return credits;
  }

  private void sum(long round, Credit credit, long count) {
    String worker = credit.worker();
    Sum sum = new Sum(worker, count, credit.difficulty().multiply(BigDecimal.valueOf(count)));
    String account = worker.substring(0, Math.max(0, (worker + ".").indexOf('.')));
    workers.merge(worker, sum, Sum::plus);
    accounts.merge(account, new Sum(account, sum.shares(), sum.work()), Sum::plus);
    numbers.merge(round, sum, Sum::plus);
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
