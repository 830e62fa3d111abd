package io.stratumj.core.session;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.FaultListener;
import io.stratumj.core.template.BlockAssembler;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Sees every block candidate through to a verdict (SPEC S8): hands it to the sink once, off the
 * event loops, and again while nobody can tell what became of it.
 *
 * <p><em>Thread-safe.</em>
 */
final class BlockDispatcher {
  private static final int REMEMBERED_MAX = 4_096;
  private static final int ATTEMPTS_MAX = 20;
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);

  private final BlockSink sink;
  private final List<BlockListener> listeners;
  private final FaultListener faults;
  private final TaskScheduler scheduler;
  private final Set<Hash256> found = new LinkedHashSet<>();
  private final AtomicInteger unsettled = new AtomicInteger();

  BlockDispatcher(
      BlockSink sink,
      List<BlockListener> listeners,
      FaultListener faults,
      TaskScheduler scheduler) {
    this.sink = sink;
    this.listeners = listeners;
    this.faults = faults;
    this.scheduler = scheduler;
  }

  /** How many candidates have no final verdict yet. */
  int unsettled() {
    return unsettled.get();
  }

  /**
   * Takes a candidate; returns at once. A candidate of a block that was handed out before is
   * dropped.
   *
   * @param candidate what is known on the loop: header and coinbase; witness form and whole block
   *     are added on the scheduler's thread, because a block may have megabytes
   */
  void dispatch(BlockCandidate candidate) {
    if (!isNew(candidate.blockHash())) {
      return;
    }
    unsettled.incrementAndGet();
    run(() -> submit(withBlock(candidate), 1), Duration.ZERO, candidate);
  }

  private boolean isNew(Hash256 blockHash) {
    synchronized (found) {
      if (!found.add(blockHash)) {
        return false;
      }
      if (found.size() > REMEMBERED_MAX) {
        found.remove(found.iterator().next());
      }
      return true;
    }
  }

  /** With the whole block if it can be made; without it, header and coinbase still go out. */
  private BlockCandidate withBlock(BlockCandidate candidate) {
    try {
      return assembled(candidate);
    } catch (Throwable thrown) {
      faults.failed("block assembly", candidate.sessionId(), thrown);
      return candidate;
    }
  }

  private static BlockCandidate assembled(BlockCandidate bare) {
    Optional<BlockBody> body = bare.work().job().body();
    Bytes coinbase = bare.coinbase();
    return new BlockCandidate(
        bare.blockHash(),
        bare.header(),
        coinbase,
        body.isPresent() ? BlockAssembler.coinbase(coinbase, body.get()) : coinbase,
        body.map(rest -> BlockAssembler.block(bare.header(), coinbase, rest)),
        bare.work(),
        bare.share(),
        bare.worker(),
        bare.sessionId(),
        bare.stale(),
        bare.lowDifficulty(),
        bare.timeOutOfRange());
  }

  private void submit(BlockCandidate candidate, int attempt) {
    if (attempt == 1) {
      tell(listener -> listener.found(candidate), candidate);
    }
    CompletionStage<BlockVerdict> answer;
    try {
      answer = Objects.requireNonNull(sink.submit(candidate), "no stage");
    } catch (Throwable thrown) {
      unanswered(candidate, thrown, attempt);
      return;
    }
    CompletionStage<BlockVerdict> unused =
        answer.whenComplete(
            (verdict, failure) -> {
              if (failure == null && verdict != null) {
                judged(candidate, verdict, attempt);
              } else {
                Throwable why = failure == null ? new NullPointerException("no verdict") : failure;
                unanswered(candidate, why, attempt);
              }
            });
  }

  private void unanswered(BlockCandidate candidate, Throwable why, int attempt) {
    faults.failed("BlockSink", candidate.sessionId(), why);
    judged(candidate, new BlockVerdict.Unknown(why.toString()), attempt);
  }

  private void judged(BlockCandidate candidate, BlockVerdict verdict, int attempt) {
    tell(listener -> listener.judged(candidate, verdict), candidate);
    if (verdict.isFinal()) {
      unsettled.decrementAndGet();
      return;
    }
    if (attempt == ATTEMPTS_MAX) {
      unsettled.decrementAndGet();
      faults.failed(
          "BlockSink",
          candidate.sessionId(),
          new IllegalStateException(
              "no verdict on block " + candidate.blockHash() + " after " + attempt + " attempts"));
      return;
    }
    run(() -> submit(candidate, attempt + 1), delayAfter(attempt), candidate);
  }

  private static Duration delayAfter(int attempt) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempt - 1, 10));
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }

  private void run(Runnable task, Duration delay, BlockCandidate candidate) {
    try {
      scheduler.schedule(task, delay);
    } catch (RuntimeException rejected) {
      unsettled.decrementAndGet();
      faults.failed("block scheduler", candidate.sessionId(), rejected);
    }
  }

  private void tell(Consumer<BlockListener> event, BlockCandidate candidate) {
    for (BlockListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable thrown) {
        faults.failed("BlockListener", candidate.sessionId(), thrown);
      }
    }
  }
}
