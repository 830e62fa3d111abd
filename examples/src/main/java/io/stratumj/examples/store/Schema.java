package io.stratumj.examples.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables, and their version.
 *
 * <p>Shares stand in pages: a row has those that were written together, up to {@value
 * SharePage#SHARES_MAX}, because a row with a key costs a database ten times what a share may cost.
 * Rows are numbered, so the database appends them. {@code stratum_share} shows each share as a row
 * of its own.
 */
final class Schema {
  /** The version this program reads and writes. */
  static final int VERSION = 2;

  private static final String[] TABLES = {
    """
    create table if not exists stratum_parent(
      parent_id integer not null primary key,
      previous_hash bytea not null unique,
      first_page bigint not null)""",
    """
    create table if not exists stratum_credit(
      credit_id integer not null primary key,
      worker varchar(255) not null,
      difficulty numeric(62, 31) not null,
      unique (worker, difficulty))""",
    """
    create table if not exists stratum_page(
      page_number bigint not null primary key,
      parent_id integer not null,
      round_number bigint not null,
      share_ids bytea array not null,
      credit_ids integer array not null,
      recorded_at timestamp with time zone default current_timestamp not null)""",
    """
    create or replace view stratum_share as
      select p.page_number, n.place, p.share_ids[n.place] as share_id, b.previous_hash,
        p.round_number, c.worker, c.difficulty, p.recorded_at
      from stratum_page p
      join generate_series(1, %d) n(place) on n.place <= cardinality(p.share_ids)
      join stratum_credit c on c.credit_id = p.credit_ids[n.place]
      join stratum_parent b on b.parent_id = p.parent_id"""
        .formatted(SharePage.SHARES_MAX),
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
   * @throws SQLException if they are of another version, or the database fails
   */
  static void prepare(Connection connection) throws SQLException {
    int version = version(connection);
    if (version != 0) {
      refuseOther(version);
    } else {
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
   * @throws SQLException if there are none, or those of another version
   */
  static void require(Connection connection) throws SQLException {
    int version = version(connection);
    if (version == 0) {
      throw new SQLException("it holds no books of this program");
    }
    refuseOther(version);
  }

  private static void refuseOther(int version) throws SQLException {
    if (version > VERSION) {
      throw new SQLException(
          "its tables have version "
              + version
              + " and this program knows none above "
              + VERSION
              + ": use the newer program that made them");
    }
    if (version != VERSION) {
      throw new SQLException(
          "its tables have version "
              + version
              + ", which had no parent blocks, and this program needs them: report on these books"
              + " with the older program that made them, and begin new ones");
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
