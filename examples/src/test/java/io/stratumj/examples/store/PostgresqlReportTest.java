package io.stratumj.examples.store;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Reports on books in PostgreSQL, a real one. */
class PostgresqlReportTest extends ReportRules {
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
  String option(StoreLocation place) {
    return place.url();
  }
}
