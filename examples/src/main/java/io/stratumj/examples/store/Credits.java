package io.stratumj.examples.store;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.WorkerName;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Small numbers for what shares are credited with: a worker and a difficulty. Thousands of shares
 * have the same, and need not repeat it. Those used lately are kept in memory.
 *
 * <p><em>Not thread-safe.</em>
 */
final class Credits {
  private static final int KNOWN_MAX = 100_000;

  private static final String SELECT =
      "select credit_id from stratum_credit where worker = ? and difficulty = ?";
  private static final String INSERT =
      "insert into stratum_credit(credit_id, worker, difficulty) values (?, ?, ?)";

  private final Undo undo;

  /** The one used last stands last. */
  private final Map<Credit, Integer> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Credit, Integer> eldest) {
          return size() > KNOWN_MAX;
        }
      };

  private int lastNumber;

  private record Credit(WorkerName worker, Difficulty difficulty) {}

  Credits(Undo undo) {
    this.undo = undo;
  }

  /** Forgets all. */
  void reopen(Connection now) throws SQLException {
    known.clear();
    try (PreparedStatement select =
            now.prepareStatement("select coalesce(max(credit_id), 0) from stratum_credit");
        ResultSet last = select.executeQuery()) {
      last.next();
      lastNumber = last.getInt(1);
    }
  }

  /** The number of what this share is credited with, entered in the books if it is new. */
  int number(Connection now, AcceptedShare share) throws SQLException {
    Credit credit = new Credit(share.worker(), share.difficulty());
    Integer number = known.get(credit);
    if (number == null) {
      number = look(now, credit);
      known.put(credit, number);
      undo.add(() -> known.remove(credit));
    }
    return number;
  }

  private int look(Connection now, Credit credit) throws SQLException {
    String worker = StoredText.of(credit.worker().value());
    BigDecimal difficulty = credit.difficulty().toBigDecimal();
    try (PreparedStatement select = now.prepareStatement(SELECT)) {
      select.setString(1, worker);
      select.setBigDecimal(2, difficulty);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return row.getInt(1);
        }
      }
    }
    try (PreparedStatement insert = now.prepareStatement(INSERT)) {
      lastNumber++;
      insert.setInt(1, lastNumber);
      insert.setString(2, worker);
      insert.setBigDecimal(3, difficulty);
      insert.executeUpdate();
      return lastNumber;
    }
  }
}
