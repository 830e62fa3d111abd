package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.testkit.TestShares;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a transaction that failed leaves behind: nothing. */
class ShareBookTest {
  @TempDir Path folder;

  @Test
  void withdrawingAgainAfterAFailureWithdrawsAll() throws Exception {
    AcceptedShare one = TestShares.number(1);
    AcceptedShare two = TestShares.number(2);
    try (Connection connection =
        StoreLocation.parse(folder.resolve("books").toString()).connect()) {
      Schema.prepare(connection);
      ShareBook book = new ShareBook(1 << 20);
      book.reopen(connection);
      book.write(connection, List.of(one), 1);
      book.write(connection, List.of(two), 1);
      connection.commit();
      book.committed();

      Connection failing = failingAtSelect(connection, 2);
      assertThrows(SQLException.class, () -> book.withdraw(failing, List.of(one, two)));
      connection.rollback();
      book.rolledBack();

      assertTrue(book.withdraw(connection, List.of(one, two)));
      connection.commit();
      try (Statement statement = connection.createStatement();
          ResultSet left = statement.executeQuery("select count(*) from stratum_share")) {
        left.next();
        assertEquals(0, left.getLong(1));
      }
    }
  }

  /** The connection, which fails when so many pages are asked for. */
  private static Connection failingAtSelect(Connection connection, int number) {
    int[] asked = {0};
    return (Connection)
        Proxy.newProxyInstance(
            ShareBookTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              boolean select =
                  method.getName().equals("prepareStatement")
                      && args[0].toString().startsWith("select share_ids");
              if (select && ++asked[0] == number) {
                throw new SQLException("scripted");
              }
              try {
                return method.invoke(connection, args);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
