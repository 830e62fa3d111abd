package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.examples.store.Books.Round;
import io.stratumj.testkit.TestShares;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds for the books in every database. */
abstract class LedgerRules {
  private StoreLocation location;
  private Ledger ledger;

  /** A place without books. */
  abstract StoreLocation newLocation() throws IOException;

  @BeforeEach
  void openLedger() throws Exception {
    location = newLocation();
    ledger = new Ledger(location);
    ledger.open();
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  StoreLocation location() {
    return location;
  }

  Ledger ledger() {
    return ledger;
  }

  @Test
  @DisplayName("S6, S7: a share is in the books once, however often it is written")
  void sharesAreWrittenOnce() throws Exception {
    ledger.write(List.of(TestShares.number(1), TestShares.number(2)));
    ledger.write(List.of(TestShares.number(2), TestShares.number(3)));
    assertEquals(List.of("alice.rig1 3 3"), sums(books().workers()));
  }

  @Test
  @DisplayName("D2: credit is what was asked for, to the last digit")
  void workIsSummedExactly() throws Exception {
    ledger.write(
        List.of(
            TestShares.number(1, "alice.rig1", 0.1),
            TestShares.number(2, "alice.rig2", 0.2),
            TestShares.number(3, "alice.rig2", 1e-15),
            TestShares.number(4, "bob", 1e30)));
    Books books = books();
    assertEquals(
        List.of(
            "alice.rig1 1 0.1",
            "alice.rig2 2 0.200000000000001",
            "bob 1 1000000000000000000000000000000"),
        sums(books.workers()));
    assertEquals(
        List.of("alice 3 0.300000000000001", "bob 1 1000000000000000000000000000000"),
        sums(books.accounts()));
  }

  @Test
  void withdrawnSharesAreGoneAndMayComeBack() throws Exception {
    AcceptedShare share = TestShares.number(1);
    ledger.write(List.of(share, TestShares.number(2)));
    ledger.withdraw(List.of(share, TestShares.number(7)));
    assertEquals(1, books().workers().get(0).shares());
    ledger.write(List.of(share));
    assertEquals(2, books().workers().get(0).shares());
  }

  @Test
  @DisplayName("a block's share is the last of its round, the next share the first of the next")
  void blockEndsItsRound() throws Exception {
    ledger.write(
        List.of(
            TestShares.number(1),
            TestShares.block(2, "bob", 1),
            TestShares.number(3),
            TestShares.block(4, "carol", 1)));
    ledger.write(List.of(TestShares.block(2, "bob", 1), TestShares.number(5)));
    judge(2, "bob", "accepted");
    assertEquals(
        List.of(2L, 2L, 1L), books().rounds().stream().map(r -> r.total().shares()).toList());
    assertEquals(
        List.of("accepted 1 900001", "pending 2 "),
        books().blocks().stream()
            .map(block -> block.verdict() + " " + block.round() + " " + block.height())
            .toList());
  }

  @Test
  void rejectedBlockEndsNoRound() throws Exception {
    ledger.write(List.of(TestShares.number(1), TestShares.block(2, "bob", 1)));
    ledger.write(
        List.of(TestShares.number(3), TestShares.block(4, "bob", 1), TestShares.number(5)));
    judge(2, "bob", "rejected");
    List<Round> rounds = books().rounds();
    assertEquals(List.of(4L, 1L), rounds.stream().map(round -> round.total().shares()).toList());
    assertTrue(rounds.get(0).endedBy().endsWith("04"), rounds.toString());
    assertEquals("open", rounds.get(1).endedBy());
  }

  @Test
  void roundsGoOnAfterARestart() throws Exception {
    ledger.write(List.of(TestShares.block(1, "bob", 1)));
    ledger.close();
    try (Ledger again = new Ledger(location)) {
      again.write(List.of(TestShares.block(2, "bob", 1), TestShares.number(3)));
    }
    assertEquals(
        List.of(1L, 1L, 1L), books().rounds().stream().map(r -> r.total().shares()).toList());
  }

  @Test
  void blockThatIsNoShareEndsTheRoundWithWhatIsWritten() throws Exception {
    ledger.write(List.of(TestShares.number(1)));
    FoundBlock block = found(9, "bob");
    assertFalse(ledger.recordVerdict(block, "accepted", ""), "it is not in the books yet");
    ledger.recordBlock(block);
    ledger.recordBlock(block);
    assertTrue(ledger.recordVerdict(block, "accepted", ""));
    ledger.write(List.of(TestShares.number(2)));
    assertEquals(List.of(1L, 1L), books().rounds().stream().map(r -> r.total().shares()).toList());
  }

  @Test
  @DisplayName("a batch is written whole or not at all, and the next one is not harmed")
  void failedBatchLeavesNothing() throws Exception {
    List<AcceptedShare> batch =
        List.of(TestShares.number(1), TestShares.block(2, "bob", 1), TestShares.number(3));
    alter("alter table stratum_block add constraint no_bob check (worker <> 'bob')");
    assertThrows(SQLException.class, () -> ledger.write(batch));
    ledger.write(List.of(TestShares.number(4)));
    alter("alter table stratum_block drop constraint no_bob");
    assertEquals(1, books().rounds().get(0).total().shares());
    ledger.write(batch);
    assertEquals(List.of(3L, 1L), books().rounds().stream().map(r -> r.total().shares()).toList());
  }

  /** A name with the one character PostgreSQL cannot keep must not fail the others' shares. */
  @Test
  void everyWorkerNameCanBeKept() throws Exception {
    ledger.write(
        List.of(
            TestShares.number(1, "a\0b", 1),
            TestShares.number(2, "\u20bf".repeat(255), 1),
            TestShares.number(3, "'; drop table stratum_share; --", 1)));
    assertEquals(3, books().workers().size());
  }

  @Test
  void connectionThatWasCutIsMadeAnewAndNothingIsLost() throws Exception {
    ledger.write(List.of(TestShares.number(1), TestShares.block(2, "bob", 1)));
    cut();
    ledger.write(List.of(TestShares.number(3)));
    assertEquals(List.of(2L, 1L), books().rounds().stream().map(r -> r.total().shares()).toList());
  }

  @Test
  void tablesOfANewerProgramAreRefused() throws Exception {
    alter("update stratum_schema set version = 3");
    ledger.close();
    var complaint = assertThrows(IOException.class, this::openStore);
    assertTrue(
        complaint.getMessage().contains("version 3 and this program knows none above 2"),
        complaint.getMessage());
  }

  @Test
  void manySharesOfOneBatchAreSummed() throws Exception {
    ledger.write(IntStream.range(0, 5_000).mapToObj(TestShares::number).toList());
    assertEquals(List.of("alice.rig1 5000 5000"), sums(books().workers()));
  }

  /** Breaks the ledger's connection. */
  abstract void cut() throws Exception;

  Books books() throws SQLException {
    ledger.close();
    return BooksReader.read(location);
  }

  private void openStore() throws IOException {
    try (ShareStore store = new ShareStore(location, block -> OptionalInt.empty())) {
      store.open();
    }
  }

  private void judge(int number, String worker, String verdict) throws SQLException {
    assertTrue(ledger.recordVerdict(found(number, worker), verdict, "because"));
  }

  private static FoundBlock found(int number, String worker) {
    return new FoundBlock(
        TestShares.block(number, worker, 1).id(), OptionalInt.of(900_001), worker);
  }

  private void alter(String sql) throws SQLException {
    ledger.close();
    try (Connection connection = location.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.commit();
    }
  }

  private static List<String> sums(List<Books.Sum> sums) {
    return sums.stream()
        .map(
            sum ->
                sum.name()
                    + " "
                    + sum.shares()
                    + " "
                    + sum.work().stripTrailingZeros().toPlainString())
        .toList();
  }
}
