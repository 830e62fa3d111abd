package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC J5, J7: what the board has for a session that needs a job of its own. */
class JobBoardTest {
  private final JobBoard board = new JobBoard(() -> 0, 12, Long.MAX_VALUE);

  @Test
  void sessionsThatNeedACarrierShareOne() {
    Posting first = published(1);
    Posting carrier = board.carrierAfter(first, 1).orElseThrow();
    assertTrue(carrier.isNewerThan(first));
    assertEquals(Optional.of(carrier), board.carrierAfter(first, 2));
    assertTrue(board.carrierAfter(carrier, 3).orElseThrow().isNewerThan(carrier));
  }

  @Test
  void aJobTheSessionHasNotHadIsTheCarrier() {
    Posting first = published(1);
    Posting second = published(2);
    assertEquals(Optional.of(second), board.carrierAfter(first, 1));
  }

  /** J7: neither the last work again, nor a job that came after it and was withdrawn as well. */
  @Test
  void withdrawnWorkIsNotSentAgain() {
    Posting first = published(1);
    Posting second = published(2);
    board.unavailable("the node is syncing");
    assertEquals(Optional.empty(), board.carrierAfter(first, 1));
    assertEquals(Optional.empty(), board.carrierAfter(second, 1));
  }

  @Test
  void workThatCameBackIsSentAgain() {
    Posting first = published(1);
    board.unavailable("the node is syncing");
    board.publish(Pool.job(1));
    assertTrue(board.carrierAfter(first, 1).isPresent());
  }

  @Test
  void watchersAreToldOfEveryChangeUntilTheyGo() throws Exception {
    JobBoard silent = new JobBoard(() -> 0, 12, 10);
    List<String> told = new ArrayList<>();
    AutoCloseable watching =
        silent.onChange(() -> told.add(silent.unavailableReason().orElse("ready")));
    assertFalse(silent.isReady());
    assertFalse(silent.refreshIfSilent(100));
    silent.publish(Pool.job(1));
    assertTrue(silent.isReady());
    assertFalse(silent.refreshIfSilent(9));
    assertTrue(silent.refreshIfSilent(10));
    silent.unavailable("the node is syncing");
    assertFalse(silent.isReady());
    assertFalse(silent.refreshIfSilent(100));
    assertEquals(List.of("ready", "ready", "the node is syncing"), told);
    watching.close();
    silent.publish(Pool.job(2));
    assertEquals(3, told.size());
  }

  private Posting published(int number) {
    board.publish(Pool.job(number));
    return board.current().orElseThrow();
  }
}
