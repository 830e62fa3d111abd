package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.BlockCandidate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A pool with small limits and up to three miners, whose jobs, time, authorizer and share sink do
 * what a fuzzed script orders.
 */
final class FuzzedPool {
  private static final int TALKS_MAX = 3;
  private static final int EASY_BITS = 0x207fffff;
  private static final String ON_PURPOSE = "fails on purpose";

  static final SessionLimits LIMITS =
      SessionLimits.builder()
          .lineBytes(512)
          .lineBytesBeforeAuthorized(256)
          .workers(4)
          .pendingAuthorizations(2)
          .pendingShares(3)
          .heldReplyBytes(1_024)
          .sharesPerJob(6)
          .jobs(3)
          .jobMemory(Duration.ofSeconds(40))
          .staleGrace(Duration.ofSeconds(2))
          .resume(Duration.ofSeconds(40))
          .resumable(2)
          .build();

  private final Pool pool;
  private final int pieceBytes;
  private final List<FuzzedTalk> talks = new ArrayList<>();
  private final StringBuilder history = new StringBuilder();
  private final ArrayDeque<CompletableFuture<Void>> shares = new ArrayDeque<>();
  private final ArrayDeque<CompletableFuture<Authorization>> authorizes = new ArrayDeque<>();

  private Answering sharesAre = Answering.AT_ONCE;
  private Answering authorizesAre = Answering.AT_ONCE;
  private int talking;
  private int jobs;

  /** How somebody who is asked behaves. */
  private enum Answering {
    AT_ONCE,
    LATER,
    FAILING,
    THROWING
  }

  /** A pool that hears at most so many bytes at once. */
  FuzzedPool(int pieceBytes) {
    this.pieceBytes = pieceBytes;
    pool =
        new Pool(
            (credentials, session) -> answer(authorizesAre, authorizes, Authorization.allowed()),
            options -> options.limits(LIMITS).shareSink(share -> answer(sharesAre, shares, null)));
    publish(0);
    connect(1);
  }

  /** The miner whose turn it is. */
  FuzzedTalk talk() {
    return talks.get(talking);
  }

  void runTasks() {
    pool.runTasks();
  }

  /** Up to 65 seconds pass, short times in finer steps. */
  void pass(int roots) {
    pool.pass(Duration.ofMillis((long) roots * roots));
    talks.forEach(FuzzedTalk::tick);
    pool.runTasks();
  }

  /** A new job or the same one again, clean or not, told to the miners or left to be noticed. */
  void publish(int how) {
    jobs += (how & 1) == 0 ? 1 : 0;
    int bits = (how & 2) == 0 ? EASY_BITS : Pool.HARD_BITS;
    if ((how & 4) == 0) {
      pool.publishClean(Pool.job(jobs, bits));
    } else {
      pool.publish(Pool.job(jobs, bits));
    }
    if ((how & 8) == 0) {
      talks.forEach(FuzzedTalk::offer);
    }
  }

  /** The share sink answers about the oldest or newest share it was offered, or changes its way. */
  void answerShare(int how) {
    if ((how & 3) == 3) {
      sharesAre = Answering.values()[how >> 2 & 3];
    } else if (!shares.isEmpty()) {
      settle((how & 4) == 0 ? shares.removeFirst() : shares.removeLast(), null, how & 3);
    }
    pool.runTasks();
  }

  /** The authorizer answers about the worker that has waited longest or shortest, or changes. */
  void answerAuthorize(int how) {
    if ((how & 3) == 3) {
      authorizesAre = Answering.values()[how >> 2 & 3];
    } else if (!authorizes.isEmpty()) {
      settle(
          (how & 4) == 0 ? authorizes.removeFirst() : authorizes.removeLast(),
          (how & 8) == 0 ? Authorization.allowed() : Authorization.denied("on purpose"),
          how & 3);
    }
    pool.runTasks();
  }

  /** Another miner connects, in the place of the one that talks or beside it, or has its turn. */
  void connect(int how) {
    boolean beside = (how & 1) == 1 && talks.size() < TALKS_MAX;
    if ((how & 2) == 2) {
      talking = (talking + 1) % talks.size();
    } else if (beside) {
      talks.add(new FuzzedTalk(pool, pieceBytes));
      talking = talks.size() - 1;
    } else {
      hangUp(talk());
      talks.set(talking, new FuzzedTalk(pool, pieceBytes));
    }
  }

  /** The name under which the session heard of last can be resumed. */
  byte[] resumeToken() {
    return talks.stream()
        .map(FuzzedTalk::resumeToken)
        .filter(token -> !token.isEmpty())
        .findFirst()
        .orElse("0")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Nothing has grown past its bound, and nothing failed that was not made to. */
  void check() {
    talks.forEach(FuzzedTalk::check);
    assertTrue(pool.loop().live().size() <= TALKS_MAX);
    pool.loop().live().forEach(FuzzedPool::checkBounds);
    for (String fault : pool.faults) {
      assertTrue(fault.contains(ON_PURPOSE), fault);
    }
    List<String> hashes = pool.blocks.stream().map(FuzzedPool::hash).toList();
    assertEquals(hashes.size(), new HashSet<>(hashes).size(), "a block was handed out twice");
  }

  /** Everybody answers and hangs up; tells all that was heard and how every talk ended. */
  String end() {
    sharesAre = Answering.AT_ONCE;
    authorizesAre = Answering.AT_ONCE;
    while (!shares.isEmpty() || !authorizes.isEmpty()) {
      shares.forEach(share -> share.complete(null));
      shares.clear();
      authorizes.forEach(asked -> asked.complete(Authorization.allowed()));
      authorizes.clear();
      pool.runTasks();
    }
    check();
    talks.forEach(FuzzedTalk::checkAllAnswered);
    talks.forEach(this::hangUp);
    assertEquals(0, pool.loop().live().size());
    return history.toString();
  }

  private void hangUp(FuzzedTalk talk) {
    talk.hangUp();
    pool.runTasks();
    history.append(talk.history());
  }

  private static String hash(BlockCandidate block) {
    return block.blockHash().toString();
  }

  private static void checkBounds(Session session) {
    assertTrue(session.workers().size() <= LIMITS.workers());
    Errands errands = session.errandsIfAny();
    if (errands != null && errands.shares != null) {
      assertTrue(errands.shares.unsettled() <= LIMITS.pendingShares());
    }
    if (errands != null && errands.authorizations != null) {
      assertTrue(errands.authorizations.size() <= LIMITS.pendingAuthorizations());
    }
    assertTrue(session.isClosing() || Replies.heldBytes(session) <= LIMITS.heldReplyBytes());
  }

  private static <T> CompletionStage<T> answer(
      Answering how, ArrayDeque<CompletableFuture<T>> waiting, T value) {
    switch (how) {
      case AT_ONCE -> {
        return CompletableFuture.completedFuture(value);
      }
      case LATER -> {
        CompletableFuture<T> later = new CompletableFuture<>();
        waiting.add(later);
        return later;
      }
      case FAILING -> {
        return CompletableFuture.failedFuture(new IllegalStateException(ON_PURPOSE));
      }
      default -> throw new IllegalStateException(ON_PURPOSE);
    }
  }

  private static <T> void settle(CompletableFuture<T> waiting, T value, int how) {
    if (how == 0) {
      waiting.complete(value);
    } else {
      waiting.completeExceptionally(new IllegalStateException(ON_PURPOSE));
    }
  }
}
