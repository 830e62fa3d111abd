package io.stratumj.examples.store;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.testkit.contracts.ShareSinkContract;
import io.stratumj.testkit.contracts.StoredShare;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;

/** The example pool's store keeps what the server relies on. */
class ShareStoreContractTest extends ShareSinkContract {
  @TempDir Path folder;

  private StoreLocation location;
  private ShareStore store;

  @Override
  protected ShareSink openSink() throws Exception {
    location = StoreLocation.parse(folder.resolve("books").toString());
    store = new ShareStore(location, block -> OptionalInt.empty());
    store.open();
    return store;
  }

  @Override
  protected void closeSink() {
    store.close();
  }

  @Override
  protected List<StoredShare> stored() throws SQLException {
    List<StoredShare> shares = new ArrayList<>();
    try (Connection connection = location.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select share_id, worker, difficulty from stratum_share")) {
      while (row.next()) {
        shares.add(
            new StoredShare(
                Hash256.fromInternal(Bytes.of(row.getBytes(1))),
                new WorkerName(row.getString(2)),
                Difficulty.of(row.getBigDecimal(3))));
      }
    }
    return shares;
  }

  /** Refuses every row. */
  @Override
  protected void breakStore() throws SQLException {
    execute("alter table stratum_page add constraint full_disk check (round_number < 0) nocheck");
  }

  @Override
  protected void repairStore() throws SQLException {
    execute("alter table stratum_page drop constraint full_disk");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = location.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.commit();
    }
  }
}
