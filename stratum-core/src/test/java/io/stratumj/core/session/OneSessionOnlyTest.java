package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.JobCustomizer;
import io.stratumj.core.spi.ShareListener;
import io.stratumj.core.spi.ShareSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/**
 * SPEC L7: whatever is thrown while one session is handled, at once or in a task that came later,
 * ends that session and no other, and what it held is free again.
 */
class OneSessionOnlyTest {
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}";
  private static final Optional<DisconnectReason> BROKEN =
      Optional.of(DisconnectReason.INTERNAL_ERROR);

  private final ArrayDeque<CompletableFuture<Void>> recordings = new ArrayDeque<>();
  private final ArrayDeque<CompletableFuture<Void>> withdrawals = new ArrayDeque<>();
  private final ExtranonceSpace space = ExtranonceSpace.ofSize(4, 7);
  private final Limited policy = new Limited();

  /** A policy some of whose answers are errors for a while. */
  private static final class Limited implements DifficultyPolicy, DifficultyPolicy.Controller {
    boolean hasInitial = true;
    boolean hasMinimum = true;
    boolean watches = true;

    @Override
    public Difficulty initial() {
      return known(hasInitial, "initial");
    }

    @Override
    public Difficulty minimum() {
      return known(hasMinimum, "minimum");
    }

    @Override
    public Difficulty maximum() {
      return Difficulty.of(1);
    }

    @Override
    public Controller open() {
      return this;
    }

    @Override
    public double shareAccepted(double current, long nowNanos) {
      return current;
    }

    @Override
    public double timePassed(double current, long nowNanos) {
      if (!watches) {
        throw new AssertionError("policy");
      }
      return current;
    }

    @Override
    public void changed(double current, long nowNanos) {}

    private static Difficulty known(boolean isKnown, String name) {
      if (!isKnown) {
        throw new IllegalStateException(name);
      }
      return Difficulty.of(Pool.EASY);
    }
  }

  /** Answers when the test says so. */
  private final class LaterSink implements ShareSink {
    @Override
    public CompletionStage<Void> record(AcceptedShare share) {
      recordings.add(new CompletableFuture<>());
      return recordings.getLast();
    }

    @Override
    public CompletionStage<Void> withdraw(AcceptedShare share) {
      withdrawals.add(new CompletableFuture<>());
      return withdrawals.getLast();
    }
  }

  @Test
  void anErrorInARecordingThatWasLate() {
    Pool pool = recording(new LaterSink());
    Talk other = new Talk(pool).mining("b");
    Talk talk = new Talk(pool).mining("a");
    submit(talk);
    recordings.remove().complete(null);
    pool.runTasks();
    assertEnded(pool, talk, other, "session: java.lang.AssertionError: listener");
  }

  @Test
  void anErrorInAWithdrawalThatWasLate() {
    Pool pool = recording(new LaterSink());
    Talk other = new Talk(pool).mining("b");
    Talk talk = new Talk(pool).mining("a");
    submit(talk);
    recordings.remove().completeExceptionally(new IllegalStateException("sink"));
    pool.runTasks();
    assertEquals(List.of("ShareSink: java.lang.IllegalStateException: sink"), pool.faults);
    pool.faults.clear();
    withdrawals.remove().complete(null);
    pool.runTasks();
    assertEnded(pool, talk, other, "session: java.lang.AssertionError: listener");
  }

  /** It goes up to the transport, which reports it; the session knows that it is over. */
  @Test
  void anErrorInARecordingThatFailedAtOnce() {
    Pool pool =
        recording(share -> CompletableFuture.failedFuture(new RejectedExecutionException("full")));
    Talk other = new Talk(pool).mining("b");
    Talk talk = new Talk(pool).mining("a");
    assertThrows(AssertionError.class, () -> submit(talk));
    assertEnded(
        pool, talk, other, "ShareSink: java.util.concurrent.RejectedExecutionException: full");
  }

  @Test
  void anErrorWhenAJobIsShown() {
    JobCustomizer customizer =
        (job, session) -> {
          if (job.nTime() > Pool.job(1).nTime() && session.id() == 2) {
            throw new AssertionError("customizer");
          }
          return Optional.empty();
        };
    Pool pool = new Pool(options -> options.jobCustomizer(customizer)).publish(Pool.job(1));
    Talk other = new Talk(pool).mining("b");
    Talk talk = new Talk(pool).mining("a");
    pool.publish(Pool.job(2));
    other.offer();
    assertThrows(AssertionError.class, talk::offer);
    assertEnded(pool, talk, other);
  }

  @Test
  void anErrorWhenASecondHasPassed() {
    Pool pool = pool().publish(Pool.job(1));
    Talk other = new Talk(pool).mining("b");
    Talk talk = new Talk(pool).mining("a");
    pool.pass(Duration.ofSeconds(1));
    other.tick();
    policy.watches = false;
    assertThrows(AssertionError.class, talk::tick);
    assertEnded(pool, talk, other);
  }

  @Test
  void anErrorWhenTheAuthorizerAnswersLate() {
    CompletableFuture<Authorization> answer = new CompletableFuture<>();
    Authorizer authorizer =
        (credentials, session) ->
            credentials.worker().value().equals("a")
                ? answer
                : CompletableFuture.completedStage(Authorization.allowed());
    Pool pool =
        new Pool(authorizer, options -> options.difficulty(policy).extranonces(space))
            .publish(Pool.job(1));
    Talk other = new Talk(pool).mining("b");
    Talk talk = new Talk(pool).say(SUBSCRIBE).ignore();
    talk.say("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"d=0.5\"]}");
    policy.hasMinimum = false;
    answer.complete(Authorization.allowed());
    pool.runTasks();
    assertEnded(pool, talk, other, "session: java.lang.IllegalStateException: minimum");
    talk.disconnect();
    assertEquals(1, space.used());
  }

  /** H7: no other loop has the session that is asked for, and a new one cannot be had either. */
  @Test
  void anErrorWhenAnotherLoopHasAnswered() {
    Pool pool = pool().publish(Pool.job(1));
    Talk other = pool.talkOnAnotherLoop().mining("b");
    Talk talk = new Talk(pool);
    talk.say(subscribe("0".repeat(32)));
    policy.hasInitial = false;
    pool.runTasks();
    assertEnded(pool, talk, other, "session: java.lang.IllegalStateException: initial");
    talk.disconnect();
    assertEquals(1, space.used());
  }

  /** H7, H4: the wishes of before cannot be taken over: what was found is held all the same. */
  @Test
  void anErrorWhenASessionIsTakenOver() {
    Pool pool = pool().publish(Pool.job(1));
    Talk before = pool.talkOnAnotherLoop().handshake("a");
    Talk other = new Talk(pool).mining("b");
    String token = before.hear().get(0).replaceAll(".*\"([0-9a-f]{32})\".*", "$1");
    Talk talk = new Talk(pool);
    talk.say(
        "{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[0.5]}", subscribe(token));
    talk.ignore();
    policy.hasMinimum = false;
    pool.runTasks();
    assertEnded(pool, talk, other, "session: java.lang.IllegalStateException: minimum");
    assertEquals(Optional.of(DisconnectReason.TAKEN_OVER), before.closed());
    before.disconnect();
    talk.disconnect();
    pool.pass(Duration.ofHours(1));
    other.tick();
    assertEquals(1, space.used(), "once nobody came back for it");
  }

  private Pool pool() {
    return new Pool(options -> options.difficulty(policy).extranonces(space));
  }

  /** Whoever is told what became of the shares of "a" fails. */
  private static Pool recording(ShareSink sink) {
    ShareListener listener =
        (result, sessionId) -> {
          throw new AssertionError("listener");
        };
    return new Pool(options -> options.shareSink(sink).shareListener(listener))
        .publish(Pool.job(1));
  }

  private static void submit(Talk talk) {
    talk.submit("a", "1", "0000000000000001", Pool.hex(1_700_000_001), "00000001");
  }

  private static String subscribe(String token) {
    return SUBSCRIBE.replace("[]", "[\"test\",\"" + token + "\"]");
  }

  private static void assertEnded(Pool pool, Talk talk, Talk other, String... faults) {
    assertEquals(BROKEN, talk.closed());
    assertEquals(List.of(faults), pool.faults);
    assertEquals(Optional.empty(), other.closed());
    other.ignore().say("{\"id\":9,\"method\":\"mining.ping\"}");
    assertEquals(List.of("{\"id\":9,\"result\":\"pong\",\"error\":null}"), other.hear());
  }
}
