package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.TestShares;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books in a file. */
class H2LedgerTest extends LedgerRules {
  @TempDir Path folder;

  @Override
  StoreLocation newLocation() {
    return StoreLocation.parse(folder.resolve("books").toString());
  }

  /** From within, as H2 does itself when the disk fails. */
  @Override
  void cut() throws Exception {
    try (Connection connection = location().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown immediately");
    }
  }

  @Test
  void fileIsWhereItWasAskedFor() throws Exception {
    ledger().write(List.of(TestShares.number(1)));
    assertTrue(Files.size(folder.resolve("books.mv.db")) > 0);
    assertEquals(location(), StoreLocation.parse(folder.resolve("books.mv.db").toString()));
  }

  @Test
  void reportOnAFileThatIsNotThereMakesNone() {
    StoreLocation nowhere = StoreLocation.parse(folder.resolve("nowhere").toString());
    SQLException complaint = assertThrows(SQLException.class, () -> BooksReader.read(nowhere));
    assertTrue(nowhere.explain(complaint).startsWith("there is no file "));
    assertTrue(Files.notExists(folder.resolve("nowhere.mv.db")));
  }
}
