package io.stratumj.core.sinks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.spi.ShareSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** One sink decides, the others are told. */
class FanOutShareSinkTest {
  private final List<String> told = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final CompletableFuture<String> recorded = new CompletableFuture<>();
  private final AcceptedShare share = Shares.number(1);

  @Test
  void followersHearOfAShareWhenTheAuthorityHasRecordedIt() {
    var stage = fanOut(share -> recorded, follower("a"), follower("b")).record(share);
    assertEquals(List.of(), told);
    assertFalse(stage.toCompletableFuture().isDone());
    recorded.complete("row 7");
    assertEquals(List.of("a records", "b records"), told);
    assertTrue(stage.toCompletableFuture().isDone());
  }

  @Test
  void followersNeverHearOfAShareTheAuthorityRefused() {
    var stage = fanOut(share -> recorded, follower("a")).record(share);
    recorded.completeExceptionally(new IllegalStateException("disk full"));
    assertTrue(stage.toCompletableFuture().isCompletedExceptionally());
    assertEquals(List.of(), told);
  }

  @Test
  void followerThatFailsOrThrowsIsReportedAndChangesNothing() {
    ShareSink throwing =
        share -> {
          throw new IllegalStateException("thrown");
        };
    ShareSink failing = share -> CompletableFuture.failedStage(new IllegalStateException("failed"));
    var stage = fanOut(share -> ShareSink.RECORDED, throwing, failing, follower("c")).record(share);
    assertTrue(stage.toCompletableFuture().isDone());
    assertFalse(stage.toCompletableFuture().isCompletedExceptionally());
    assertEquals(List.of("c records"), told);
    assertEquals(2, faults.size());
    assertTrue(
        faults.get(0).contains("thrown") && faults.get(1).contains("failed"), told::toString);
  }

  @Test
  void throwOfTheAuthorityIsTheServersToHandle() {
    IllegalStateException thrown = new IllegalStateException("no sink");
    ShareSink broken =
        share -> {
          throw thrown;
        };
    assertSame(
        thrown,
        assertThrows(
            IllegalStateException.class, () -> fanOut(broken, follower("a")).record(share)));
    assertEquals(List.of(), told);
  }

  @Test
  void withdrawnShareIsWithdrawnFromAll() {
    fanOut(follower("authority"), follower("a")).withdraw(share);
    assertEquals(List.of("authority withdraws", "a withdraws"), told);
  }

  private ShareSink fanOut(ShareSink authority, ShareSink... followers) {
    return FanOutShareSink.of(
        authority,
        List.of(followers),
        (where, sessionId, fault) -> faults.add(where + " " + sessionId + " " + fault));
  }

  private ShareSink follower(String name) {
    return new ShareSink() {
      @Override
      public CompletionStage<?> record(AcceptedShare share) {
        told.add(name + " records");
        return RECORDED;
      }

      @Override
      public CompletionStage<?> withdraw(AcceptedShare share) {
        told.add(name + " withdraws");
        return WITHDRAWN;
      }
    };
  }
}
