package io.stratumj.examples.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps commits of shares waiting, inside PostgreSQL and beyond the reach of whoever has sent them:
 * they will be done when this is closed, whether or not anybody waits for them.
 */
final class LateCommits implements AutoCloseable {
  private static final int GATE = 7;

  private final Connection keeper;

  private LateCommits(Connection keeper) {
    this.keeper = keeper;
  }

  /** Commits go through still. The tables are there. */
  static LateCommits of(StoreLocation location) throws SQLException {
    Connection keeper = location.connect();
    execute(
        keeper,
        """
        create function wait_at_gate() returns trigger language plpgsql as
        'begin perform pg_advisory_xact_lock_shared(%d); return null; end'"""
            .formatted(GATE));
    execute(
        keeper,
        """
        create constraint trigger late after insert on stratum_page
        deferrable initially deferred for each row execute function wait_at_gate()""");
    keeper.commit();
    return new LateCommits(keeper);
  }

  /** From now on they wait. */
  void begin() {
    try {
      execute(keeper, "select pg_advisory_lock(" + GATE + ")");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when nobody is at work any more on what a pool has left behind. */
  static void awaitAll(StoreLocation location) throws SQLException {
    try (Connection connection = location.connect()) {
      location.claim(connection);
    }
  }

  @Override
  public void close() throws SQLException {
    keeper.close();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
