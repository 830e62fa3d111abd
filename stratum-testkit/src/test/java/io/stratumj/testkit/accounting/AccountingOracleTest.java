package io.stratumj.testkit.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.testkit.accounting.Discrepancy.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AccountingOracleTest {
  private static final BigDecimal ASKED = new BigDecimal("1e-9");

  /** Meets every target up to difficulty 1 and more. */
  private static final Hash256 GOOD = hash(1);

  /** Meets no target but the very lowest. */
  private static final Hash256 BAD = Hash256.fromInternal(Bytes.fromHex("ff".repeat(32)));

  private final AccountingOracle oracle = AccountingOracle.ofEverything();

  @Test
  void booksThatAgreePass() {
    oracle.told(told(GOOD, Answer.ACCEPTED));
    oracle.told(told(hash(2), Answer.REFUSED));
    oracle.recorded(row(GOOD, ASKED));
    oracle.verify();
    assertEquals(2, oracle.toldCount());
    assertEquals(1, oracle.acceptedCount());
  }

  @Test
  @DisplayName("S7: told true and lost")
  void aShareToldTrueThatIsNotInTheStoreIsFound() {
    oracle.told(told(GOOD, Answer.ACCEPTED));
    assertFound(Kind.ACCEPTED_NOT_RECORDED);
  }

  @Test
  @DisplayName("S7: told false and paid")
  void aRefusedShareThatIsInTheStoreIsFound() {
    oracle.told(told(GOOD, Answer.REFUSED));
    oracle.recorded(row(GOOD, ASKED));
    assertFound(Kind.REFUSED_BUT_RECORDED);
  }

  @Test
  @DisplayName("S7: told that it was not recorded, and paid")
  void aShareToldNotRecordedThatIsInTheStoreIsFound() {
    oracle.told(told(GOOD, Answer.NOT_RECORDED));
    oracle.told(told(hash(2), Answer.NOT_RECORDED));
    oracle.told(told(hash(3), Answer.NOTHING));
    oracle.recorded(row(GOOD, ASKED));
    oracle.recorded(row(hash(3), ASKED));
    assertFound(Kind.REFUSED_BUT_RECORDED);
  }

  @Test
  void whatASinkThatCannotWithdrawRecordsLateIsAllowed() {
    AccountingOracle lenient = AccountingOracle.ofEverything().allowingLateRecords();
    lenient.told(told(GOOD, Answer.NOT_RECORDED));
    lenient.told(told(hash(2), Answer.NOT_RECORDED));
    lenient.recorded(row(GOOD, ASKED));
    lenient.verify();
    lenient.told(told(hash(3), Answer.REFUSED));
    lenient.recorded(row(hash(3), ASKED));
    assertEquals(1, lenient.discrepancies().size());
  }

  @Test
  void aShareSentAgainAfterItWasNotRecordedCountsOnce() {
    oracle.told(told(GOOD, Answer.NOT_RECORDED));
    oracle.told(told(GOOD, Answer.ACCEPTED));
    oracle.told(told(GOOD, Answer.DUPLICATE));
    oracle.recorded(row(GOOD, ASKED));
    oracle.verify();
  }

  @Test
  @DisplayName("S5: never twice")
  void twoRowsOrTwoTruthsOfOneShareAreFound() {
    oracle.told(told(GOOD, Answer.ACCEPTED));
    oracle.recorded(List.of(row(GOOD, ASKED), row(GOOD, ASKED)));
    assertFound(Kind.RECORDED_TWICE);
    oracle.told(told(GOOD, Answer.ACCEPTED));
    assertFound(Kind.ACCEPTED_TWICE, Kind.RECORDED_TWICE);
  }

  @Test
  @DisplayName("D2: credited with what was asked for")
  void creditThatWasNotAskedForIsFound() {
    oracle.told(told(GOOD, Answer.ACCEPTED));
    oracle.told(told(hash(2), Answer.ACCEPTED));
    oracle.recorded(row(GOOD, new BigDecimal("2e-9")));
    oracle.recorded(row(hash(2), new BigDecimal("9e-10")));
    assertFound(Kind.CREDITED_TOO_MUCH, Kind.CREDITED_TOO_LITTLE);
  }

  @Test
  void creditIsComparedAsANumber() {
    oracle.told(told(GOOD, Answer.ACCEPTED));
    oracle.recorded(row(GOOD, new BigDecimal("0.00000000100")));
    oracle.verify();
  }

  @Test
  @DisplayName("S2: a firmware may drop the part after the dot, not change the account")
  void creditForAnotherAccountIsFound() {
    oracle.told(told(GOOD, Answer.ACCEPTED));
    oracle.recorded(new LedgerEntry(GOOD, "alice", ASKED));
    oracle.verify();
    oracle.told(told(hash(2), Answer.ACCEPTED));
    oracle.recorded(new LedgerEntry(hash(2), "bob.rig", ASKED));
    assertFound(Kind.CREDITED_TO_ANOTHER);
  }

  @Test
  @DisplayName("D1, D2: judged by the target that was asked for")
  void aVerdictThatContradictsTheHashIsFound() {
    oracle.told(told(BAD, Answer.ACCEPTED));
    oracle.recorded(row(BAD, ASKED));
    oracle.told(told(GOOD, Answer.LOW_DIFFICULTY));
    assertFound(Kind.ACCEPTED_BELOW_TARGET, Kind.REFUSED_THOUGH_GOOD);
  }

  @Test
  @DisplayName("S7: a share that was not recorded is no duplicate")
  void aDuplicateOfNothingIsFoundUnlessTheOtherWasPending() {
    oracle.told(told(GOOD, Answer.NOT_RECORDED, 1, 2));
    oracle.told(told(GOOD, Answer.DUPLICATE, 3, 4));
    oracle.told(told(hash(2), Answer.NOT_RECORDED, 5, 7));
    oracle.told(told(hash(2), Answer.DUPLICATE, 6, 8));
    oracle.told(told(hash(3), Answer.NOTHING, 9, ToldShare.UNORDERED));
    oracle.told(told(hash(3), Answer.DUPLICATE, 10, 11));
    assertFound(Kind.DUPLICATE_OF_NOTHING, Kind.DUPLICATE_OF_NOTHING);
  }

  @Test
  void rowsThatNobodySentAreFoundWhenEverybodyTold() {
    oracle.recorded(row(GOOD, ASKED));
    assertFound(Kind.RECORDED_NEVER_SENT);
    AccountingOracle some = AccountingOracle.ofSome();
    some.recorded(row(GOOD, ASKED));
    some.verify();
  }

  @Test
  void aTruthAboutNoWorkAtAllIsFound() {
    oracle.told(
        new ToldShare(
            "miner", Optional.empty(), "alice", Answer.ACCEPTED, Set.of(), 1, 2, "nonsense"));
    assertFound(Kind.ACCEPTED_WITHOUT_WORK);
  }

  @Test
  void sharesOfferedInAnotherOrderThanSentAreFound() {
    oracle.told(told(GOOD, Answer.ACCEPTED, 1, 3));
    oracle.told(told(hash(2), Answer.ACCEPTED, 2, 4));
    List<LedgerEntry> rows = List.of(row(hash(2), ASKED), row(GOOD, ASKED));
    oracle.recorded(rows);
    oracle.offered(rows);
    assertFound(Kind.OUT_OF_ORDER);
  }

  @Test
  void theFailureNamesTheShareAndShowsTheTranscript() {
    ShareWitness witness = ShareWitness.of("miner 7");
    witness.said("{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"a\",\"1\",\"\",\"\",\"\"]}");
    witness.heard("{\"id\":4,\"result\":true,\"error\":null}");
    oracle.witness(witness);
    String message = assertThrows(AssertionError.class, oracle::verify).getMessage();
    assertTrue(message.contains("ACCEPTED_WITHOUT_WORK on miner 7: {\"id\":4"), message);
    assertTrue(message.contains("miner 7: 1 submits"), message);
  }

  private void assertFound(Kind... kinds) {
    assertEquals(List.of(kinds), oracle.discrepancies().stream().map(Discrepancy::kind).toList());
  }

  private static ToldShare told(Hash256 id, Answer answer) {
    return told(id, answer, ToldShare.UNORDERED, ToldShare.UNORDERED);
  }

  private static ToldShare told(Hash256 id, Answer answer, long sent, long answered) {
    return new ToldShare(
        "miner", Optional.of(id), "alice.rig", answer, Set.of(ASKED), sent, answered, "a line");
  }

  private static LedgerEntry row(Hash256 id, BigDecimal difficulty) {
    return new LedgerEntry(id, "alice.rig", difficulty);
  }

  private static Hash256 hash(int number) {
    return Hash256.fromInternal(Bytes.fromHex(String.format("%08x", number) + "00".repeat(28)));
  }
}
