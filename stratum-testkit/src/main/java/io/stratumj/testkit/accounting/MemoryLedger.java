package io.stratumj.testkit.accounting;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.ShareSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A store in memory, as a pool's store has to be: a share that is offered twice is held once, and
 * one that is withdrawn is not held. Its recordings and withdrawals go wrong as they are told to:
 * late, lost, answered in the wrong way.
 *
 * <pre>{@code
 * MemoryLedger ledger = new MemoryLedger();
 * MemoryPool pool = MemoryPool.open(options -> options.shareSink(ledger));
 * ledger.deciding(share -> Fate.HELD);
 * ...
 * ledger.settle(0, Fate.RECORDED, Manner.ON_ANOTHER_THREAD);
 * }</pre>
 *
 * <p><em>Thread-safe</em>; stages are completed outside the lock.
 */
public final class MemoryLedger implements ShareSink {
  private final Map<Hash256, LedgerEntry> rows = new LinkedHashMap<>();
  private final List<LedgerEntry> offered = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final List<CompletableFuture<Void>> heldWithdrawals = new ArrayList<>();
  private Function<AcceptedShare, Fate> decision = share -> Fate.RECORDED;
  private Function<AcceptedShare, Withdrawal> withdrawals = share -> Withdrawal.CONFIRMED;

  /** What becomes of a share that is offered. */
  public enum Fate {
    /** It is held, and its stage completes. */
    RECORDED,
    /** It waits for {@link #settle}; if that is never called, for ever. */
    HELD,
    /** It is lost, and its stage fails. */
    LOST,
    /** It is held, but its stage fails: the store's answer got lost. */
    RECORDED_BUT_FAILED,
    /** It is lost, and the call throws; a share that was held loses only its answer then. */
    THROWN
  }

  /** What becomes of a share that is withdrawn. */
  public enum Withdrawal {
    /** It is gone, and the stage completes. */
    CONFIRMED,
    /** It is gone, and the stage waits for {@link #confirmWithdrawals}. */
    HELD,
    /** It stays where it is, and the stage fails. */
    FAILED,
    /** It stays where it is, and the call throws. */
    THROWN
  }

  /** How a stage is completed. */
  public enum Manner {
    /** Once, by the caller. */
    ONCE,
    /** Twice: the second time in the opposite sense. */
    TWICE,
    /** Once, by a thread that has ended when {@link #settle} returns. */
    ON_ANOTHER_THREAD
  }

  /** A failure that somebody asked for. */
  public static final class ToldToFail extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private ToldToFail() {
      super("the ledger fails as it was told to");
    }
  }

  /** A share that waits; to be recorded, if it was not withdrawn meanwhile. */
  private static final class Held {
    final LedgerEntry entry;
    final CompletableFuture<Void> stage;
    boolean withdrawn;

    Held(LedgerEntry entry, CompletableFuture<Void> stage) {
      this.entry = entry;
      this.stage = stage;
    }
  }

  /** Calls each listener twice, as a careless implementation may, and is no one's future. */
  private static final class CarelessStage extends CompletableFuture<Void> {
    @Override
    public CompletableFuture<Void> whenComplete(
        BiConsumer<? super Void, ? super Throwable> listener) {
      return super.whenComplete(
          (value, failure) -> {
            listener.accept(null, failure);
            listener.accept(null, failure == null ? failure() : null);
          });
    }

    @Override
    public CompletableFuture<Void> toCompletableFuture() {
      throw new UnsupportedOperationException("may only be listened to");
    }
  }

  /** A ledger that records at once. */
  public MemoryLedger() {}

  /** From now on, this decides about each share that is offered. */
  public synchronized MemoryLedger deciding(Function<AcceptedShare, Fate> newDecision) {
    decision = newDecision;
    return this;
  }

  @Override
  public CompletionStage<?> record(AcceptedShare share) {
    Fate fate;
    CompletableFuture<Void> stage;
    synchronized (this) {
      LedgerEntry entry = LedgerEntry.of(share);
      offered.add(entry);
      fate = decision.apply(share);
      if (fate == Fate.RECORDED || fate == Fate.RECORDED_BUT_FAILED) {
        rows.putIfAbsent(entry.id(), entry);
      }
      // Every second one, so that both kinds of stage are met with.
      stage = offered.size() % 2 == 0 ? new CompletableFuture<>() : new CarelessStage();
      if (fate == Fate.HELD) {
        held.add(new Held(entry, stage));
      }
    }
    switch (fate) {
      case RECORDED -> stage.complete(null);
      case LOST, RECORDED_BUT_FAILED -> stage.completeExceptionally(failure());
      case THROWN -> throw failure();
      case HELD -> {}
    }
    return stage;
  }

  /** From now on, this decides about each share that is withdrawn. */
  public synchronized MemoryLedger decidingWithdrawals(
      Function<AcceptedShare, Withdrawal> newDecision) {
    withdrawals = newDecision;
    return this;
  }

  @Override
  public CompletionStage<?> withdraw(AcceptedShare share) {
    Withdrawal fate;
    CompletableFuture<Void> stage = new CompletableFuture<>();
    synchronized (this) {
      fate = withdrawals.apply(share);
      if (fate == Withdrawal.CONFIRMED || fate == Withdrawal.HELD) {
        rows.remove(share.id());
        for (Held waiting : held) {
          waiting.withdrawn |= waiting.entry.id().equals(share.id());
        }
      }
      if (fate == Withdrawal.HELD) {
        heldWithdrawals.add(stage);
      }
    }
    switch (fate) {
      case CONFIRMED -> stage.complete(null);
      case FAILED -> stage.completeExceptionally(failure());
      case THROWN -> throw failure();
      case HELD -> {}
    }
    return stage;
  }

  /** Says of all withdrawals that are held back that they are done. */
  public void confirmWithdrawals() {
    List<CompletableFuture<Void>> waiting;
    synchronized (this) {
      waiting = List.copyOf(heldWithdrawals);
      heldWithdrawals.clear();
    }
    waiting.forEach(stage -> complete(stage, true));
  }

  /** How many shares are held back. */
  public synchronized int heldCount() {
    return held.size();
  }

  /**
   * Decides about one of the shares that are held back.
   *
   * @param index 0 is the one that waits longest
   * @param fate anything but {@link Fate#HELD}
   * @throws IllegalArgumentException if so few are held back, or the fate is no decision
   */
  public void settle(int index, Fate fate, Manner manner) {
    Held next;
    synchronized (this) {
      if (index < 0 || index >= held.size() || fate == Fate.HELD) {
        throw new IllegalArgumentException(
            "share " + index + " of " + held.size() + " cannot be " + fate);
      }
      next = held.remove(index);
      if (fate != Fate.LOST && !next.withdrawn) {
        rows.putIfAbsent(next.entry.id(), next.entry);
      }
    }
    boolean success = fate == Fate.RECORDED;
    switch (manner) {
      case ONCE -> complete(next.stage, success);
      case TWICE -> {
        complete(next.stage, success);
        complete(next.stage, !success);
      }
      case ON_ANOTHER_THREAD -> {
        Thread other = new Thread(() -> complete(next.stage, success), "memory-ledger");
        other.start();
        join(other);
      }
    }
  }

  /** What the store holds, in the order in which it was recorded: a copy. */
  public synchronized List<LedgerEntry> rows() {
    return List.copyOf(rows.values());
  }

  /** Whether the store holds this share. */
  public synchronized boolean holds(Hash256 id) {
    return rows.containsKey(id);
  }

  /** Every offer, in order, with those that came to nothing: a copy. */
  public synchronized List<LedgerEntry> offered() {
    return List.copyOf(offered);
  }

  private static void complete(CompletableFuture<Void> stage, boolean success) {
    boolean unused = success ? stage.complete(null) : stage.completeExceptionally(failure());
  }

  private static ToldToFail failure() {
    return new ToldToFail();
  }

  private static void join(Thread other) {
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a share was recorded", e);
    }
  }
}
