package io.stratumj.examples.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables, and their version.
 *
 * <p>The key of a share begins with its header's time. The hash alone would do, because it covers
 * the time; but hashes are spread evenly, and each new share would change another page of a table
 * that grows for years. With the time in front, the pages that change are those of the last minute.
 */
final class Schema {
  /** The version this program reads and writes. */
  static final int VERSION = 1;

  private static final String[] TABLES = {
    """
    create table if not exists stratum_share(
      header_time bigint not null,
      share_id bytea not null,
      round_number bigint not null,
      worker varchar(255) not null,
      difficulty numeric(62, 31) not null,
      recorded_at timestamp with time zone default current_timestamp not null,
      primary key (header_time, share_id))""",
    """
    create table if not exists stratum_block(
      block_hash bytea not null primary key,
      round_number bigint not null unique,
      height bigint,
      worker varchar(255) not null,
      found_at timestamp with time zone default current_timestamp not null,
      verdict varchar(20) not null,
      reason varchar(1000) not null)""",
    "create table if not exists stratum_schema(version integer not null)"
  };

  private Schema() {}

  /**
   * Makes the tables if they are not there. Commits.
   *
   * @throws SQLException if they are of a newer program, or the database fails
   */
  static void prepare(Connection connection) throws SQLException {
    int version = version(connection);
    refuseNewer(version);
    if (version == 0) {
      try (Statement statement = connection.createStatement()) {
        for (String table : TABLES) {
          statement.execute(table);
        }
        statement.execute("insert into stratum_schema(version) values (" + VERSION + ")");
      }
    }
    connection.commit();
  }

  /**
   * Checks that there are tables to be read.
   *
   * @throws SQLException if there are none, or those of a newer program
   */
  static void require(Connection connection) throws SQLException {
    int version = version(connection);
    if (version == 0) {
      throw new SQLException("it holds no books of this program");
    }
    refuseNewer(version);
  }

  private static void refuseNewer(int version) throws SQLException {
    if (version > VERSION) {
      throw new SQLException(
          "its tables have version "
              + version
              + " and this program knows none above "
              + VERSION
              + ": use the newer program that made them");
    }
  }

  /** The version, 0 if there are no tables. */
  private static int version(Connection connection) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    try (ResultSet tables =
        about.getTables(
            null, connection.getSchema(), "stratum_schema", new String[] {"TABLE", "BASE TABLE"})) {
      if (!tables.next()) {
        return 0;
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("select max(version) from stratum_schema")) {
      return version.next() ? version.getInt(1) : 0;
    }
  }
}
