package io.stratumj.testkit.simulation;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.testkit.accounting.MemoryLedger;
import io.stratumj.testkit.accounting.MemoryLedger.Fate;
import io.stratumj.testkit.accounting.MemoryLedger.Manner;
import io.stratumj.testkit.accounting.MemoryLedger.Withdrawal;
import io.stratumj.testkit.chain.SimulatedChain;
import io.stratumj.testkit.simulation.checks.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The store, the authorizer and the node's block submission, each with its troubles. <em>Confined
 * to the simulation's thread.</em>
 */
final class PluggedInParts {
  private static final int MOOD_SECONDS = 20;
  private static final int LATE_SECONDS_MAX = 14;
  private static final List<Fate> FATES = List.of(Fate.values());
  private static final List<Withdrawal> WITHDRAWALS = List.of(Withdrawal.values());

  private final SimulationContext context;
  private final MemoryLedger ledger;
  private final SimulatedChain chain;
  private Mood mood = Mood.GOOD;

  /** How the store is for the time being. */
  private enum Mood {
    GOOD,
    /** Answers within a second or two. */
    SLOW,
    /** Answers hardly at all, so that most answers are too late. */
    STUCK,
    /** Loses shares, or says so though it has them. */
    FAILING
  }

  PluggedInParts(SimulationContext context, MemoryLedger ledger, SimulatedChain chain) {
    this.context = context;
    this.ledger = ledger;
    this.chain = chain;
    ledger.deciding(this::fate).decidingWithdrawals(share -> withdrawal());
  }

  ShareSink shareSink() {
    return new ShareSink() {
      @Override
      public CompletionStage<?> record(AcceptedShare share) {
        context.observers().tell(check -> check.offered(share));
        context.happened("offered " + share.id() + " " + share.difficulty());
        return ledger.record(share);
      }

      @Override
      public CompletionStage<?> withdraw(AcceptedShare share) {
        context.happened("withdrawn " + share.id());
        return ledger.withdraw(share);
      }
    };
  }

  Authorizer authorizer() {
    return (credentials, session) -> {
      Random random = context.random();
      if (!context.troubled() || !context.chance(context.options().authorizerTroubles())) {
        return CompletableFuture.completedStage(Authorization.allowed());
      }
      CompletableFuture<Authorization> answer = new CompletableFuture<>();
      int late = 1 + random.nextInt(LATE_SECONDS_MAX);
      switch (random.nextInt(5)) {
        case 0 -> answer.complete(Authorization.denied("simulated"));
        case 1 -> answer.completeExceptionally(new Trouble("authorizer"));
        case 2 -> throw new Trouble("authorizer throws");
        case 3 -> context.agenda().in(late, () -> answer.complete(Authorization.allowed()));
        default -> context.agenda().in(late, () -> answer.complete(Authorization.denied("late")));
      }
      return answer;
    };
  }

  BlockSink blockSink() {
    return candidate -> {
      context.happened("candidate " + candidate.blockHash());
      if (context.troubled() && context.chance(context.options().nodeTroubles())) {
        return troubledSubmit(candidate);
      }
      BlockVerdict verdict =
          candidate
              .block()
              .map(chain::submit)
              .orElse(new BlockVerdict.Rejected("the candidate has no block"));
      context.observers().tell(check -> check.submitted(candidate, Optional.of(verdict)));
      return CompletableFuture.completedStage(verdict);
    };
  }

  /** The store's mood, and what it gets done, in one second. */
  void second() {
    Random random = context.random();
    if (context.agenda().second() % MOOD_SECONDS == 0 || !context.troubled()) {
      boolean bad = context.troubled() && context.chance(context.options().storeTroubles());
      mood = bad ? List.of(Mood.SLOW, Mood.STUCK, Mood.FAILING).get(random.nextInt(3)) : Mood.GOOD;
    }
    if (mood != Mood.STUCK) {
      ledger.confirmWithdrawals();
    }
    int held = ledger.heldCount();
    int done =
        switch (mood) {
          case GOOD -> held;
          case SLOW -> (held + 1) / 2;
          case STUCK -> held == 0 ? 0 : random.nextInt(2);
          case FAILING -> random.nextInt(held + 1);
        };
    for (int i = 0; i < done; i++) {
      ledger.settle(random.nextInt(ledger.heldCount()), settledFate(), manner());
    }
  }

  /** The store answers everything it owes. */
  void settleEverything() {
    while (ledger.heldCount() > 0) {
      ledger.settle(0, Fate.RECORDED, Manner.ONCE);
    }
    ledger.confirmWithdrawals();
  }

  private Fate fate(AcceptedShare share) {
    return switch (mood) {
      case GOOD -> Fate.RECORDED;
      case SLOW, STUCK -> Fate.HELD;
      case FAILING -> FATES.get(context.random().nextInt(FATES.size()));
    };
  }

  private Withdrawal withdrawal() {
    return switch (mood) {
      case GOOD -> Withdrawal.CONFIRMED;
      case SLOW, STUCK -> Withdrawal.HELD;
      case FAILING -> WITHDRAWALS.get(context.random().nextInt(WITHDRAWALS.size()));
    };
  }

  private Fate settledFate() {
    boolean fails = mood == Mood.FAILING && context.random().nextBoolean();
    return fails
        ? List.of(Fate.LOST, Fate.RECORDED_BUT_FAILED).get(context.random().nextInt(2))
        : Fate.RECORDED;
  }

  /** Seldom on another thread: starting one takes longer than everything else. */
  private Manner manner() {
    return switch (context.random().nextInt(50)) {
      case 0 -> Manner.ON_ANOTHER_THREAD;
      case 1, 2, 3, 4, 5 -> Manner.TWICE;
      default -> Manner.ONCE;
    };
  }

  private CompletionStage<BlockVerdict> troubledSubmit(BlockCandidate candidate) {
    int kind = context.random().nextInt(3);
    BlockVerdict unknown = new BlockVerdict.Unknown("simulated");
    context
        .observers()
        .tell(
            check ->
                check.submitted(candidate, kind == 0 ? Optional.of(unknown) : Optional.empty()));
    return switch (kind) {
      case 0 -> CompletableFuture.completedStage(unknown);
      case 1 -> CompletableFuture.failedStage(new Trouble("block submission"));
      default -> throw new Trouble("block submission throws");
    };
  }
}
