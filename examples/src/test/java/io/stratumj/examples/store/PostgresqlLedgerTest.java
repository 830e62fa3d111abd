package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.TestShares;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Books in PostgreSQL, a real one. */
class PostgresqlLedgerTest extends LedgerRules {
  private static PostgresqlServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresqlServer.start();
  }

  @AfterAll
  static void closeServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  StoreLocation newLocation() throws IOException {
    return server.newDatabase();
  }

  @Override
  void cut() throws Exception {
    server.cutConnections();
  }

  @Test
  void booksCanBeReadWhileTheyAreWritten() throws Exception {
    ledger().write(List.of(TestShares.number(1)));
    assertEquals(1, BooksReader.read(location()).workers().get(0).shares());
    ledger().write(List.of(TestShares.number(2)));
    assertEquals(2, BooksReader.read(location()).workers().get(0).shares());
  }

  /** What is known of the shares in memory is only true if nobody else writes. */
  @Test
  void secondPoolIsRefused() throws Exception {
    ledger().write(List.of(TestShares.number(1)));
    try (Ledger second = new Ledger(location())) {
      SQLException refusal = assertThrows(SQLException.class, second::open);
      assertTrue(
          location().explain(refusal).contains("in use by another pool"), refusal.getMessage());
      ledger().close();
      second.write(List.of(TestShares.number(1), TestShares.number(2)));
    }
    assertEquals(2, books().workers().get(0).shares());
  }

  @Test
  void serverThatIsDownFailsTheBatchAndServesTheNext() throws Exception {
    ledger().write(List.of(TestShares.number(1)));
    server.stop();
    try {
      assertThrows(
          RejectedExecutionException.class, () -> ledger().write(List.of(TestShares.number(2))));
    } finally {
      server.startAgain();
    }
    ledger().write(List.of(TestShares.number(3)));
    assertEquals(2, books().workers().get(0).shares());
  }

  @Test
  void passwordIsNotInTheName() {
    StoreLocation secret = StoreLocation.parse("jdbc:postgresql://db/pool?user=a&password=hush");
    assertEquals("jdbc:postgresql://db/pool", secret.name());
    assertTrue(secret.url().contains("hush"));
  }
}
