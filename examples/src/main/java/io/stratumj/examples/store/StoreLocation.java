package io.stratumj.examples.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Which database the books are in: a file of H2's, or a PostgreSQL server. Immutable.
 *
 * @param url what JDBC connects to
 * @param name what a person calls it; without the password that a URL may hold
 * @param file whether it is a file
 */
public record StoreLocation(String url, String name, boolean file) {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String H2_SUFFIX = ".mv.db";

  /** What H2 says when another process has the file. */
  private static final int FILE_IN_USE = 90020;

  /** What PostgreSQL says when a lock is not to be had. */
  private static final String LOCKED = "55P03";

  /** Which of PostgreSQL's advisory locks, of those the database has; spells "stratumj". */
  private static final long CLAIM = 0x7374726174756d6aL;

  /** Longer than it takes a server to end what a lost connection has left behind. */
  private static final int CLAIM_MILLIS = 3_000;

  /** What H2 says when there is no such file, and none was to be made. */
  private static final int NO_SUCH_FILE = 90146;

  /**
   * H2 writes with every commit rather than later, speaks PostgreSQL's SQL, and does not close
   * itself when a signal comes, which is for the pool to do.
   */
  private static final String H2_OPTIONS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
          + ";DEFAULT_NULL_ORDERING=HIGH";

  /**
   * Reads what stands behind {@code --store}.
   *
   * @throws IllegalArgumentException if it is neither a file nor such a URL
   */
  public static StoreLocation parse(String text) {
    if (text.startsWith(POSTGRESQL)) {
      int query = text.indexOf('?');
      return new StoreLocation(text, query < 0 ? text : text.substring(0, query), false);
    }
    if (text.startsWith("jdbc:")) {
      throw new IllegalArgumentException(
          "neither a file nor a URL that begins with " + POSTGRESQL + "//: " + text);
    }
    if (text.isBlank() || text.contains(";")) {
      throw new IllegalArgumentException("a file's name is not blank and has no ';': " + text);
    }
    String name =
        text.endsWith(H2_SUFFIX) ? text.substring(0, text.length() - H2_SUFFIX.length()) : text;
    try {
      Path path = Path.of(name).toAbsolutePath();
      if (Files.isDirectory(path)) {
        throw new IllegalArgumentException(text + " is a directory");
      }
      return new StoreLocation("jdbc:h2:file:" + path + H2_OPTIONS, name + H2_SUFFIX, true);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a file's name: " + text, e);
    }
  }

  /** A connection that commits when it is told to; a file that is not there is made. */
  Connection connect() throws SQLException {
    return connect("");
  }

  /** A connection to books that are there. */
  Connection connectToExisting() throws SQLException {
    return connect(file ? ";IFEXISTS=TRUE" : "");
  }

  /**
   * Makes sure that nobody else writes, for as long as the connection lasts. H2 has its file locked
   * anyway; PostgreSQL gives the lock back only when it is done with whatever the connection before
   * has left behind, so what can be read then is final.
   *
   * @throws SQLException if another pool has the books
   */
  void claim(Connection connection) throws SQLException {
    if (!file) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set lock_timeout = " + CLAIM_MILLIS);
        statement.execute("select pg_advisory_lock(" + CLAIM + ")");
      }
    }
  }

  /**
   * Has what was committed reach the disk. A commit of PostgreSQL has seen to that; one of H2's has
   * only handed the bytes to the operating system, which survives the end of the process but not of
   * the power.
   */
  void sync(Connection connection) throws SQLException {
    if (file) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
    }
  }

  /** What went wrong, for the person at the keyboard. */
  String explain(SQLException problem) {
    if (LOCKED.equals(problem.getSQLState())) {
      return name + " is in use by another pool: only one at a time can write there";
    }
    return switch (problem.getErrorCode()) {
      case FILE_IN_USE ->
          name
              + " is in use by another process, such as a running pool: end that first (books in"
              + " PostgreSQL can be read at any time)";
      case NO_SUCH_FILE -> "there is no file " + name;
      default -> "cannot use " + name + ": " + firstLine(problem);
    };
  }

  private Connection connect(String more) throws SQLException {
    Properties properties = new Properties();
    if (!file) {
      // A server that went away without a word must not hold the writer for ever. The URL wins.
      properties.setProperty("connectTimeout", "3");
      properties.setProperty("socketTimeout", "10");
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("ApplicationName", "stratum-pool");
    }
    Connection connection = DriverManager.getConnection(url + more, properties);
    connection.setAutoCommit(false);
    return connection;
  }

  /** What a database says, without the statement and advice that follow. */
  static String firstLine(SQLException problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
  }
}
