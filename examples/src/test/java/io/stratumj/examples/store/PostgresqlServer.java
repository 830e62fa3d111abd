package io.stratumj.examples.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server of the test's own: a new cluster in a folder of its own, on a port of the
 * system's choice, gone when it is closed. The server refuses to run as root, so root runs it as
 * somebody else.
 */
final class PostgresqlServer implements AutoCloseable {
  private static final String USER = "postgres";
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Path data;
  private final int port;
  private int databases;

  private PostgresqlServer(Path folder, int port) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.port = port;
  }

  /** Starts one; without the program the test is skipped, but not in CI, where it belongs. */
  static PostgresqlServer start() throws IOException {
    Optional<Path> initdb = program("initdb");
    if (initdb.isEmpty()) {
      String missing = "PostgreSQL is not installed (Debian: apt-get install postgresql)";
      Assertions.assertNotEquals("true", System.getenv("CI"), missing);
      Assumptions.abort(missing);
    }
    Path folder = Files.createTempDirectory("stratumj-postgresql");
    if (isRoot()) {
      run("chown", USER, folder.toString());
    }
    PostgresqlServer server = new PostgresqlServer(folder, freePort());
    server.runAsSomebody(
        "initdb", "-D", server.data.toString(), "-U", USER, "-A", "trust", "--no-sync");
    server.startAgain();
    return server;
  }

  /** A place for books, with no tables yet. */
  StoreLocation newDatabase() throws IOException {
    databases++;
    String name = "pool" + databases;
    sql(USER, "create database " + name);
    return StoreLocation.parse(
        "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, name, USER));
  }

  /** Ends every connection to the databases, as an administrator or a fault would. */
  void cutConnections() throws IOException {
    sql(USER, "select pg_terminate_backend(pid) from pg_stat_activity where datname like 'pool%'");
  }

  /** Stops the server at once; its databases are there when it is started again. */
  void stop() throws IOException {
    runAsSomebody("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
  }

  /** Starts it on the same port. */
  void startAgain() throws IOException {
    runAsSomebody(
        "pg_ctl",
        "-D",
        data.toString(),
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off".formatted(port, folder),
        "-w",
        "start");
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      stop();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }

  private void sql(String database, String statement) throws IOException {
    try (var connection =
            java.sql.DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, database, USER));
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (java.sql.SQLException e) {
      throw new IOException(e);
    }
  }

  private void runAsSomebody(String program, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(program(program).orElseThrow(() -> new IOException("no " + program)).toString());
    command.addAll(List.of(args));
    run(command.toArray(String[]::new));
  }

  /** The output goes to a file: the server inherits it, and a pipe would never end. */
  private static void run(String... command) throws IOException {
    Path output = Files.createTempFile("stratumj-postgresql", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(List.of(command) + ": " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(output);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Debian keeps the server's programs out of the path. */
  private static Optional<Path> program(String name) throws IOException {
    List<Path> places = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      places.add(Path.of(folder));
    }
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> each = Files.list(versions)) {
        each.sorted().map(version -> version.resolve("bin")).forEach(places::add);
      }
    }
    return places.stream()
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
