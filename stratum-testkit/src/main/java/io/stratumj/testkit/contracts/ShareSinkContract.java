package io.stratumj.testkit.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.testkit.TestShares;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the server relies on in a {@link ShareSink} (SPEC S5 to S7): a stage that completes means
 * that the share is in the store, once, at the difficulty that was asked for; a withdrawal that
 * completes means that it is not.
 */
public abstract class ShareSinkContract {
  private static final String ACKNOWLEDGED =
      "the miner hears true when the stage completes, so the share must be in the store by then";
  private static final String ONCE =
      "keep ids unique: a share whose answer was lost is offered again, and must not be paid twice";

  private static final String GONE =
      "the miner hears that the share is not recorded when the withdrawal completes";

  private @Nullable ShareSink sink;

  /** For subclasses. */
  protected ShareSinkContract() {}

  /** Opens the sink; its store is empty. Called before each rule. */
  protected abstract ShareSink openSink() throws Exception;

  /** Closes what {@link #openSink} opened. */
  protected abstract void closeSink() throws Exception;

  /**
   * What is in the store now, read from the store and not from the sink; twice what is twice in it.
   */
  protected abstract List<StoredShare> stored() throws Exception;

  /** Makes the store fail from now on, as a full disk or a broken connection would. */
  protected abstract void breakStore() throws Exception;

  /** Makes it work again. */
  protected abstract void repairStore() throws Exception;

  /**
   * Whether the sink can take out again what it has recorded; false for one that leaves {@link
   * ShareSink#withdraw} as it is. A pool with such a sink may pay for shares whose miners heard
   * that they were not recorded.
   */
  protected boolean withdraws() {
    return true;
  }

  /** Opens the sink. */
  @BeforeEach
  public final void open() throws Exception {
    sink = openSink();
  }

  /** Closes it. */
  @AfterEach
  public final void close() throws Exception {
    if (sink != null) {
      closeSink();
    }
  }

  /** S7. */
  @Test
  public final void acknowledgedShareIsInTheStore() throws Exception {
    AcceptedShare share = TestShares.number(1);
    record(share);
    assertEquals(List.of(StoredShare.of(share)), stored(), ACKNOWLEDGED);
  }

  /**
   * D2: the share may have achieved a thousand times what was asked, and is worth what was asked.
   */
  @Test
  public final void creditIsTheDifficultyAskedForToTheLastDigit() throws Exception {
    List<StoredShare> expected = new ArrayList<>();
    double[] difficulties = {1e-15, 1e-7, 0.1, 1, 1024, 123_456_789_012_345.0, 1e30};
    for (int i = 0; i < difficulties.length; i++) {
      AcceptedShare share = TestShares.number(i, "bob.rig" + i, difficulties[i]);
      record(share);
      expected.add(StoredShare.of(share));
    }
    assertEquals(
        new HashSet<>(expected),
        new HashSet<>(stored()),
        "credit share.worker() with share.difficulty(), and keep all its digits: difficulties go"
            + " from 1e-15 to 1e30");
  }

  /** S6. */
  @Test
  public final void sameShareIsStoredOnce() throws Exception {
    AcceptedShare share = TestShares.number(1);
    record(share);
    assertEquals(
        List.of(),
        Stages.failureOf(() -> opened().record(share), ONCE).stream().toList(),
        "a share that is in the store already is recorded: the stage must succeed, or the miner"
            + " hears that a share was lost which is not");
    assertEquals(List.of(StoredShare.of(share)), stored(), ONCE);
  }

  /** S6: offered by two sessions, when a miner has resumed while its share was pending. */
  @Test
  public final void sameShareFromTwoThreadsIsStoredOnce() throws Exception {
    for (int number = 0; number < 20; number++) {
      AcceptedShare share = TestShares.number(number);
      Callable<CompletionStage<?>> offer = () -> opened().record(share);
      for (CompletionStage<?> stage : Stages.atOnce(List.of(offer, offer))) {
        Object unused = Stages.valueOf(stage, ONCE);
      }
    }
    assertEquals(20, stored().size(), ONCE);
  }

  /** Sinks are called on every event loop. */
  @Test
  public final void sharesFromManyThreadsAreAllStored() throws Exception {
    List<Callable<Void>> miners = new ArrayList<>();
    for (int miner = 0; miner < 4; miner++) {
      int first = miner * 100;
      miners.add(
          () -> {
            IntStream.range(first, first + 100)
                .mapToObj(number -> opened().record(TestShares.number(number)))
                .toList()
                .forEach(stage -> Stages.valueOf(stage, ACKNOWLEDGED));
            return null;
          });
    }
    List<Void> unused = Stages.atOnce(miners);
    Set<StoredShare> expected = new HashSet<>();
    IntStream.range(0, 400).forEach(n -> expected.add(StoredShare.of(TestShares.number(n))));
    assertEquals(expected, new HashSet<>(stored()), ACKNOWLEDGED);
    assertEquals(400, stored().size(), ONCE);
  }

  /** Anything a miner calls itself. */
  @Test
  public final void everyWorkerNameIsTaken() throws Exception {
    String[] names = {
      "x", "'; drop table share; --", "₿".repeat(255), "a\u0000b", "\"\\%_", "a.b.c"
    };
    for (int i = 0; i < names.length; i++) {
      record(TestShares.number(i, names[i], 1));
    }
    assertEquals(
        names.length,
        stored().size(),
        "names have up to 255 characters of any kind; one that the store cannot keep must not fail"
            + " the shares beside it");
  }

  /** S7: false is said when the stage has failed and the share is withdrawn, and is true then. */
  @Test
  public final void failingStoreFailsTheStage() throws Exception {
    record(TestShares.number(1));
    breakStore();
    AcceptedShare lost = TestShares.number(2);
    assertTrue(
        Stages.failureOf(() -> opened().record(lost), "a store that fails must fail the stage")
            .isPresent(),
        "the store failed and the stage succeeded: the miner heard true for a share that is lost");
    CompletionStage<?> withdrawn = opened().withdraw(lost);
    repairStore();
    Object unused = Stages.valueOf(withdrawn, GONE);
    assertEquals(
        List.of(StoredShare.of(TestShares.number(1))),
        stored(),
        "the miner heard that the second share was not recorded");
  }

  /** S7: the same share may be offered again, under the same id. */
  @Test
  public final void shareThatFailedMayBeOfferedAgain() throws Exception {
    breakStore();
    AcceptedShare share = TestShares.number(1);
    var unused = Stages.failureOf(() -> opened().record(share), "fail the stage");
    CompletionStage<?> withdrawn = opened().withdraw(share);
    repairStore();
    Object unusedToo = Stages.valueOf(withdrawn, GONE);
    record(share);
    assertEquals(
        List.of(StoredShare.of(share)),
        stored(),
        "a sink works again when its store does, and takes a share that failed before");
  }

  /** S7: what a miner hears is not recorded is not in the store. */
  @Test
  public final void withdrawnShareIsNotInTheStore() throws Exception {
    Assumptions.assumeTrue(withdraws(), "the sink cannot withdraw");
    AcceptedShare late = TestShares.number(1);
    record(late);
    record(TestShares.number(2));
    withdraw(late);
    withdraw(TestShares.number(3));
    assertEquals(
        List.of(StoredShare.of(TestShares.number(2))),
        stored(),
        "the miner hears that the share is not recorded when the stage completes, so it must not be"
            + " in the store by then; a sink that cannot do that says so in withdraws()");
  }

  /** S7: late shares are withdrawn while they are being recorded. */
  @Test
  public final void shareWithdrawnWhileItIsRecordedIsNotInTheStore() throws Exception {
    Assumptions.assumeTrue(withdraws(), "the sink cannot withdraw");
    for (int number = 0; number < 20; number++) {
      AcceptedShare late = TestShares.number(number);
      CompletionStage<?> unused = opened().record(late);
      withdraw(late);
    }
    assertEquals(List.of(), stored(), GONE);
  }

  /** S7: late shares are withdrawn, and may be sent again. */
  @Test
  public final void withdrawnShareMayBeOfferedAgain() throws Exception {
    AcceptedShare share = TestShares.number(1);
    record(share);
    CompletionStage<?> withdrawn = opened().withdraw(share);
    record(share);
    Object unused = Stages.valueOf(withdrawn, GONE);
    record(TestShares.number(2));
    assertEquals(
        Set.of(StoredShare.of(share), StoredShare.of(TestShares.number(2))),
        new HashSet<>(stored()),
        "what is recorded after it was withdrawn must stay: withdraw in the order of the calls");
    assertEquals(2, stored().size(), ONCE);
  }

  private void withdraw(AcceptedShare share) {
    Object unused = Stages.valueOf(opened().withdraw(share), GONE);
  }

  private void record(AcceptedShare share) {
    Object unused = Stages.valueOf(opened().record(share), ACKNOWLEDGED);
  }

  private ShareSink opened() {
    if (sink == null) {
      throw new IllegalStateException("the sink is not open");
    }
    return sink;
  }
}
