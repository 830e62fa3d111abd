package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.TestShares;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code stratum-pool.jar report} prints, of books in every database. */
abstract class ReportRules {
  /** Blanks in the lines of blocks, whose hashes are long and of which the tests see the end. */
  private static final String WIDE = "(?m)(?<=^(block|HASH-).{0,200}) {2,}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private StoreLocation location;

  /** A place without books. */
  abstract StoreLocation newLocation() throws IOException;

  /** What a user writes behind {@code --store} for it. */
  abstract String option(StoreLocation place);

  @BeforeEach
  void makeBooks() throws Exception {
    location = newLocation();
    try (Ledger ledger = new Ledger(location)) {
      ledger.open();
    }
  }

  @Test
  void table() throws Exception {
    mineTwoBlocks();
    assertEquals(
        """
        worker      shares  work
        alice.rig1  2       2
        alice.rig2  1       0.5
        bob         2       2048

        account  shares  work
        alice    3       2.5
        bob      2       2048

        round  shares  work    ended by
        1      2       1025    HASH-02
        2      3       1025.5  open

        block  height  found by  at  verdict  round
        HASH-02  900001  bob  TIME  accepted  1
        HASH-04  bob  TIME  rejected  2
        """,
        shortened(report("table")).replaceAll(WIDE, "  "));
  }

  @Test
  void csv() throws Exception {
    mineTwoBlocks();
    assertEquals(
        """
        worker,shares,work
        alice.rig1,2,2
        alice.rig2,1,0.5
        bob,2,2048

        account,shares,work
        alice,3,2.5
        bob,2,2048

        round,shares,work,ended by
        1,2,1025,HASH-02
        2,3,1025.5,open

        block,height,found by,at,verdict,round
        HASH-02,900001,bob,TIME,accepted,1
        HASH-04,,bob,TIME,rejected,2
        """,
        shortened(report("csv")));
  }

  @Test
  void emptyBooks() {
    assertEquals(
        """
        worker,shares,work

        account,shares,work

        round,shares,work,ended by
        1,0,0,open

        block,height,found by,at,verdict,round
        """,
        report("csv"));
    assertTrue(report("table").contains("1      0       0     open\n"));
  }

  @Test
  @DisplayName("names that miners choose break no table, no CSV, no terminal and no spreadsheet")
  void oddNames() throws Exception {
    List<String> names =
        List.of(
            "a,b",
            "say \"hi\"",
            "two\nlines",
            "\u001b[31mred",
            "=1+1",
            "@sum",
            "-2",
            "+3",
            "\u20bf\ud83d\udca9",
            "turned\u202eround");
    try (Ledger ledger = new Ledger(location)) {
      for (int i = 0; i < names.size(); i++) {
        ledger.write(List.of(TestShares.number(i, names.get(i), 1)));
      }
    }
    String workers =
        report("csv")
            .lines()
            .skip(1)
            .limit(names.size())
            .sorted()
            .reduce(this::joined)
            .orElseThrow();
    assertEquals(
        """
        "a,b",1,1
        "say ""hi""\",1,1
        '+3,1,1
        '-2,1,1
        '=1+1,1,1
        '@sum,1,1
        ?[31mred,1,1
        turned?round,1,1
        two?lines,1,1
        \u20bf\ud83d\udca9,1,1""",
        workers);
    assertTrue(report("table").contains("say \"hi\"      1       1\n"), report("table"));
  }

  @Test
  void tablesOfANewerProgramAreNotRead() throws Exception {
    try (Connection connection = location.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("update stratum_schema set version = 3");
      connection.commit();
    }
    assertEquals(1, run("--store", option(location)));
    assertTrue(text(err).contains("version 3 and this program knows none above 2"), text(err));
    assertEquals("", text(out));
  }

  @Test
  void placeWithoutBooksIsNamed() throws Exception {
    assertEquals(1, run("--store", option(placeWithoutBooks())));
    assertTrue(text(err).startsWith("stratum-pool: "), text(err));
    assertTrue(text(err).contains("there is no file") || text(err).contains("holds no books"));
  }

  @Test
  void wrongOptionsAreNamed() {
    assertEquals(2, run());
    assertTrue(text(err).contains("--store"), text(err));
    assertEquals(2, run("--store", option(location), "--format", "xml"));
    assertTrue(text(err).contains("--format"), text(err));
    assertEquals(2, run("--store", "jdbc:mysql://x"));
    assertTrue(text(err).contains("jdbc:mysql://x"), text(err));
    assertEquals(0, run("--help"));
    assertTrue(text(out).contains("--store"), text(out));
  }

  StoreLocation placeWithoutBooks() throws IOException {
    return newLocation();
  }

  /** Alice and Bob; Bob's first block is accepted, his second is not. */
  private void mineTwoBlocks() throws Exception {
    try (Ledger ledger = new Ledger(location)) {
      ledger.write(List.of(TestShares.number(1), TestShares.block(2, "bob", 1_024)));
      ledger.write(
          List.of(
              TestShares.number(3),
              TestShares.block(4, "bob", 1_024),
              TestShares.number(5, "alice.rig2", 0.5)));
      judge(ledger, 2, OptionalInt.of(900_001), "accepted");
      judge(ledger, 4, OptionalInt.empty(), "rejected");
    }
  }

  private static void judge(Ledger ledger, int block, OptionalInt height, String verdict)
      throws Exception {
    FoundBlock found = new FoundBlock(TestShares.block(block, "bob", 1).id(), height, "bob");
    assertTrue(ledger.recordVerdict(found, verdict, ""));
  }

  private String report(String format) {
    assertEquals(0, run("--store", option(location), "--format", format), text(err));
    return text(out);
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return ReportCommand.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String joined(String one, String other) {
    return one + "\n" + other;
  }

  /** Hashes end in the number of the block; times are of now. */
  private static String shortened(String report) {
    return report
        .replaceAll("[0-9a-f]{62}([0-9a-f]{2})", "HASH-$1")
        .replaceAll("20[0-9]{2}-[0-9T:.-]+Z", "TIME");
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
