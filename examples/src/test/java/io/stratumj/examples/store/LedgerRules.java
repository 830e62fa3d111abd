package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.Work;
import io.stratumj.examples.store.Books.Round;
import io.stratumj.testkit.TestShares;
import io.stratumj.testkit.accounting.LedgerEntry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
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
    assertThrows(RejectedExecutionException.class, () -> ledger.write(batch));
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
  void tablesOfAnOlderProgramAreRefused() throws Exception {
    alter("update stratum_schema set version = 1");
    ledger.close();
    var complaint = assertThrows(IOException.class, this::openStore);
    assertTrue(complaint.getMessage().contains("version 1"), complaint.getMessage());
  }

  @Test
  @DisplayName("S6: after a restart, what was written before is known")
  void sharesOfEarlierRunsAreKnown() throws Exception {
    List<AcceptedShare> shares = IntStream.range(0, 1_700).mapToObj(TestShares::number).toList();
    ledger.write(shares.subList(0, 1_200));
    ledger.close();
    try (Ledger again = new Ledger(location)) {
      again.write(shares.subList(600, 1_500));
      again.withdraw(shares.subList(1_000, 1_100));
    }
    try (Ledger again = new Ledger(location)) {
      again.write(shares.subList(1_050, 1_700));
    }
    assertEquals(List.of("alice.rig1 1650 1650"), sums(books().workers()));
    assertEquals(1_650, SwarmBooks.rows(location).stream().map(LedgerEntry::id).distinct().count());
  }

  @Test
  @DisplayName("S6: shares whose ids begin alike are told apart by the rest")
  void idsThatBeginAlikeAreToldApart() throws Exception {
    List<AcceptedShare> alike = List.of(onParent(1, 0, 1), onParent(1, 0, 2), onParent(1, 0, 3));
    ledger.write(alike.subList(0, 2));
    ledger.write(alike);
    ledger.withdraw(alike.subList(1, 2));
    assertEquals(
        Set.of(alike.get(0).id(), alike.get(2).id()),
        SwarmBooks.rows(location).stream().map(LedgerEntry::id).collect(Collectors.toSet()));
    assertEquals(2, books().workers().get(0).shares());
  }

  @Test
  @DisplayName("S6: parents that do not fit in memory are read again when they come back")
  void parentsThatWereForgottenAreReadAgain() throws Exception {
    ledger.close();
    long oneTable = 1_024 * IdTable.SLOT_BYTES;
    try (Ledger small = new Ledger(location, oneTable)) {
      for (int turn = 0; turn < 3; turn++) {
        for (int parent = 0; parent < 3; parent++) {
          int of = parent;
          small.write(IntStream.range(0, 40 + turn).mapToObj(n -> onParent(n, of, 1)).toList());
        }
      }
    }
    assertEquals(3 * 42, books().workers().get(0).shares());
  }

  @Test
  @DisplayName("a parent with more shares than fit in memory takes no more, and says why")
  void tooManySharesOnOneParentAreRefused() throws Exception {
    ledger.close();
    try (Ledger small = new Ledger(location, 1_024 * IdTable.SLOT_BYTES)) {
      small.write(IntStream.range(0, 1_000).mapToObj(TestShares::number).toList());
      var refusal =
          assertThrows(
              RejectedExecutionException.class,
              () -> small.write(List.of(TestShares.number(1_001))));
      assertTrue(refusal.getMessage().contains("java -Xmx"), refusal.getMessage());
    }
    assertEquals(1_000, books().workers().get(0).shares());
  }

  @Test
  void tooManySharesOnOneParentKeepNoOtherOut() throws Exception {
    ledger.close();
    try (Ledger small = new Ledger(location, 1_024 * IdTable.SLOT_BYTES)) {
      small.write(IntStream.range(0, 1_000).mapToObj(TestShares::number).toList());
      small.withdraw(List.of(TestShares.number(1)));
      small.write(List.of(onParent(2_000, 5, 1)));
    }
    assertEquals(1_000, books().workers().stream().mapToLong(Books.Sum::shares).sum());
  }

  @Test
  @DisplayName("S6: pages that were withdrawn whole leave no gap in which a share is not found")
  void sharesAfterAWithdrawnParentAreWrittenOnce() throws Exception {
    List<AcceptedShare> first = List.of(onParent(1, 0, 1), onParent(2, 1, 1));
    ledger.write(first);
    ledger.withdraw(first);
    for (int i = 0; i < 3; i++) { // each time the ledger learns anew what it has
      ledger.close();
      ledger = new Ledger(location);
      ledger.open();
      ledger.write(List.of(onParent(3, 1, 1)));
    }
    assertEquals(1, books().workers().get(0).shares());
  }

  @Test
  void batchOfManyParentsAndRoundsIsWrittenInOrder() throws Exception {
    ledger.write(
        List.of(
            onParent(1, 0, 1),
            onParent(2, 1, 1),
            TestShares.block(3, "bob", 1),
            onParent(4, 1, 1),
            onParent(5, 0, 1),
            onParent(5, 0, 1)));
    assertEquals(List.of(3L, 2L), books().rounds().stream().map(r -> r.total().shares()).toList());
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

  /** A share with an id that begins with the number and ends with the variant, on some parent. */
  private static AcceptedShare onParent(int number, int parent, int variant) {
    AcceptedShare share = TestShares.number(number);
    Job job = share.work().job();
    byte[] id = share.id().toInternal().toByteArray();
    id[10] = (byte) variant;
    id[12] = (byte) parent;
    byte[] previous = job.previousHash().toInternal().toByteArray();
    previous[0] ^= (byte) parent;
    Job moved =
        new Job(
            Hash256.fromInternal(previous, 0),
            job.coinbase1(),
            job.coinbase2(),
            job.extranonceSize(),
            job.merkleBranches(),
            job.version(),
            job.nBits(),
            job.nTime(),
            job.minTime(),
            job.body());
    Work work = share.work();
    return new AcceptedShare(
        Hash256.fromInternal(id, 0),
        new Work(
            work.jobId(),
            moved,
            work.extranonce(),
            work.difficulty(),
            work.target(),
            work.versionMask()),
        share.share(),
        share.worker(),
        share.difficulty(),
        share.sessionId(),
        false);
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
