package io.stratumj.core.session;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.template.BlockAssembler;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One candidate's way to its verdict: hands it to the sink, and again while nobody can tell what
 * became of it. An attempt that has no answer in time is followed by the next, and whichever knows
 * first settles the candidate.
 *
 * <p><em>Thread-safe</em>: attempts begin one after the other, but answers come on any thread.
 */
final class BlockSubmission {
  private final BlockDispatcher dispatcher;
  private final BlockCandidate bare;

  /** With the whole block as soon as it is made, and until the candidate is settled. */
  private volatile BlockCandidate candidate;

  private final AtomicBoolean settled = new AtomicBoolean();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean givenUp;

  /** An attempt is over when it is answered or late, whichever comes first. */
  private static final class Attempt {
    final int number;
    private final AtomicBoolean over = new AtomicBoolean();

    Attempt(int number) {
      this.number = number;
    }

    boolean end() {
      return over.compareAndSet(false, true);
    }

    boolean isOver() {
      return over.get();
    }
  }

  BlockSubmission(BlockDispatcher dispatcher, BlockCandidate candidate) {
    this.dispatcher = dispatcher;
    this.bare = candidate;
    this.candidate = candidate;
  }

  /** What is known of it: with the whole block while it is needed, once it is made. */
  BlockCandidate candidate() {
    return candidate;
  }

  /** Makes the first attempt, on this thread; once, even if who runs this is not sure it did. */
  void begin() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    BlockCandidate whole = withBlock();
    dispatcher.tell(whole, listener -> listener.found(whole));
    submit(whole, new Attempt(1));
  }

  /** Ends the attempts, if there is no verdict yet. One that comes after all still counts. */
  void giveUp(String why, BlockKeeper keeper) {
    givenUp = true;
    boolean unused = settled.get() || isKept(why, keeper);
  }

  private boolean isKept(String why, BlockKeeper keeper) {
    BlockCandidate whole = withBlock();
    try {
      keeper.keep(whole, why);
      dispatcher.settled(whole);
      return true;
    } catch (Throwable thrown) {
      dispatcher.report("BlockKeeper", whole, thrown);
      return false;
    }
  }

  private void again(int number) {
    if (!settled.get() && !givenUp) {
      submit(withBlock(), new Attempt(number));
    }
  }

  private void submit(BlockCandidate whole, Attempt attempt) {
    try {
      CompletionStage<BlockVerdict> answer =
          Objects.requireNonNull(dispatcher.sink().submit(whole), "no stage");
      CompletionStage<BlockVerdict> unused =
          answer.whenComplete((verdict, failure) -> answered(attempt, verdict, failure));
    } catch (Throwable thrown) {
      failed(attempt, thrown);
    }
    if (!attempt.isOver()) {
      limit(attempt);
    }
  }

  private void answered(
      Attempt attempt, @Nullable BlockVerdict verdict, @Nullable Throwable failure) {
    if (failure != null || verdict == null) {
      failed(attempt, failure == null ? new NullPointerException("no verdict") : failure);
    } else if (verdict.isFinal()) {
      attempt.end();
      settle(verdict);
    } else {
      next(attempt, verdict);
    }
  }

  private void failed(Attempt attempt, Throwable why) {
    dispatcher.report("BlockSink", candidate, why);
    next(attempt, new BlockVerdict.Unknown(why.toString()));
  }

  private void settle(BlockVerdict verdict) {
    if (settled.compareAndSet(false, true)) {
      BlockCandidate whole = candidate;
      dispatcher.tell(whole, listener -> listener.judged(whole, verdict));
      dispatcher.settled(whole);
      candidate = bare;
    }
  }

  /** Schedules the next attempt, if this one was not over. */
  private void next(Attempt attempt, BlockVerdict verdict) {
    if (!attempt.end() || settled.get() || givenUp) {
      return;
    }
    BlockCandidate whole = candidate;
    dispatcher.tell(whole, listener -> listener.judged(whole, verdict));
    if (attempt.number >= dispatcher.retries().attempts()) {
      String why = "no verdict after " + attempt.number + " attempts, the last: " + words(verdict);
      dispatcher.report("BlockSink", whole, new IllegalStateException(why));
      if (isKept(why, dispatcher.keeper())) {
        givenUp = true;
        return;
      } // else nobody has it but this, so the attempts go on
    }
    Duration delay = dispatcher.retries().delayAfter(attempt.number);
    try {
      dispatcher.scheduler().schedule(() -> again(attempt.number + 1), delay);
    } catch (Throwable refused) {
      // It stays unsettled, for the server to name when it closes.
      dispatcher.report("block scheduler", whole, refused);
    }
  }

  private static String words(BlockVerdict verdict) {
    return verdict instanceof BlockVerdict.Unknown unknown ? unknown.detail() : verdict.toString();
  }

  private void limit(Attempt attempt) {
    Duration time = dispatcher.retries().answer();
    try {
      dispatcher.scheduler().schedule(() -> late(attempt, time), time);
    } catch (Throwable refused) {
      dispatcher.report("block scheduler", candidate, refused);
    }
  }

  private void late(Attempt attempt, Duration time) {
    if (!attempt.isOver()) {
      next(attempt, new BlockVerdict.Unknown("no answer within " + time.toMillis() + " ms"));
    }
  }

  /**
   * With the whole block if it can be made; without it, header and coinbase still go out. What
   * failed once, perhaps for want of memory, is tried again with each attempt.
   */
  private BlockCandidate withBlock() {
    BlockCandidate known = candidate;
    Optional<BlockBody> body = bare.work().job().body();
    if (known.block().isPresent() || body.isEmpty()) {
      return known;
    }
    try {
      BlockCandidate whole = assembled(bare, body.get());
      candidate = whole;
      return whole;
    } catch (Throwable thrown) {
      dispatcher.report("block assembly", bare, thrown);
      return bare;
    }
  }

  private static BlockCandidate assembled(BlockCandidate bare, BlockBody body) {
    Bytes coinbase = bare.coinbase();
    return new BlockCandidate(
        bare.blockHash(),
        bare.header(),
        coinbase,
        BlockAssembler.coinbase(coinbase, body),
        Optional.of(BlockAssembler.block(bare.header(), coinbase, body)),
        bare.work(),
        bare.share(),
        bare.worker(),
        bare.sessionId(),
        bare.stale(),
        bare.lowDifficulty(),
        bare.timeOutOfRange());
  }
}
