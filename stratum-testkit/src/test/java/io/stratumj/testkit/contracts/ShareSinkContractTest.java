package io.stratumj.testkit.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.sinks.BatchOptions;
import io.stratumj.core.sinks.BatchingShareSink;
import io.stratumj.core.sinks.FanOutShareSink;
import io.stratumj.core.sinks.ShareBatchWriter;
import io.stratumj.core.spi.ShareSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of share sinks: ours keep it, and each way to break it breaks the rule about it. */
class ShareSinkContractTest {
  @Nested
  class OurBatchingSink extends StoreContract {
    OurBatchingSink() {
      super(
          store -> BatchingShareSink.to(store, BatchOptions.defaults().withLinger(Duration.ZERO)));
    }
  }

  @Nested
  class OurBatchingSinkBehindAFanOut extends StoreContract {
    OurBatchingSinkBehindAFanOut() {
      super(
          store ->
              FanOutShareSink.of(
                  BatchingShareSink.to(store),
                  List.of(ShareSink.discarding()),
                  (where, session, fault) -> {}));
    }
  }

  @Nested
  class OurBlockingSink extends StoreContract {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    OurBlockingSink() {
      super(store -> share -> CompletableFuture.completedStage(null));
    }

    @Override
    protected ShareSink openSink() {
      return ShareSink.blocking(thread, share -> store.writeUnchecked(List.of(share)));
    }

    @Override
    protected void closeSink() {
      thread.shutdownNow();
    }

    @Override
    protected boolean withdraws() {
      return false;
    }
  }

  @Test
  void sinkThatAcknowledgesBeforeItRecords() {
    assertBroken(
        "acknowledgedShareIsInTheStore",
        store -> {
          List<AcceptedShare> later = new ArrayList<>();
          return share -> {
            synchronized (later) {
              later.add(share);
              if (later.size() > 5) {
                store.writeUnchecked(later);
                later.clear();
              }
            }
            return ShareSink.RECORDED;
          };
        });
  }

  @Test
  void sinkThatSwallowsFailures() {
    Set<String> broken =
        brokenRules(
            store ->
                share -> {
                  try {
                    store.writeUnchecked(List.of(share));
                  } catch (IllegalStateException swallowed) {
                    return ShareSink.RECORDED;
                  }
                  return ShareSink.RECORDED;
                });
    assertTrue(broken.contains("failingStoreFailsTheStage"), broken.toString());
  }

  @Test
  void sinkThatStoresTwice() {
    Set<String> broken =
        brokenRules(
            store ->
                share -> {
                  store.writeTwice(share);
                  return ShareSink.RECORDED;
                });
    assertTrue(
        broken.containsAll(Set.of("sameShareIsStoredOnce", "sameShareFromTwoThreadsIsStoredOnce")),
        broken.toString());
  }

  @Test
  void sinkThatRefusesWhatItHas() {
    assertBroken(
        "sameShareIsStoredOnce",
        store ->
            share -> {
              if (store.has(share.id())) {
                return CompletableFuture.failedStage(new IllegalStateException("unique key"));
              }
              store.writeUnchecked(List.of(share));
              return ShareSink.RECORDED;
            });
  }

  @Test
  void sinkThatCreditsWhatWasAchieved() {
    assertBroken(
        "creditIsTheDifficultyAskedForToTheLastDigit",
        store ->
            share -> {
              store.writeUnchecked(List.of(credited(share, Difficulty.of(4711))));
              return ShareSink.RECORDED;
            });
  }

  @Test
  void sinkThatStaysBroken() {
    assertBroken(
        "shareThatFailedMayBeOfferedAgain",
        store -> {
          boolean[] broken = {false};
          return share -> {
            if (broken[0]) {
              throw new IllegalStateException("broken for good");
            }
            broken[0] = true;
            store.writeUnchecked(List.of(share));
            broken[0] = false;
            return ShareSink.RECORDED;
          };
        });
  }

  @Test
  void sinkThatWithdrawsTooLate() {
    assertBroken(
        "withdrawnShareMayBeOfferedAgain",
        store ->
            new ShareSink() {
              private final List<AcceptedShare> late = new ArrayList<>();

              @Override
              public synchronized CompletionStage<?> record(AcceptedShare share) {
                store.writeUnchecked(List.of(share));
                store.withdraw(late);
                return RECORDED;
              }

              @Override
              public synchronized CompletionStage<?> withdraw(AcceptedShare share) {
                late.add(share);
                return WITHDRAWN;
              }
            });
  }

  @Test
  void sinkThatCannotWithdrawAndDoesNotSaySo() {
    Set<String> broken =
        brokenRules(
            store ->
                share -> {
                  store.writeUnchecked(List.of(share));
                  return ShareSink.RECORDED;
                });
    assertEquals(
        Set.of("withdrawnShareIsNotInTheStore", "shareWithdrawnWhileItIsRecordedIsNotInTheStore"),
        broken);
  }

  @Test
  void failureTeaches() {
    var failures =
        ContractRun.failuresOf(() -> new StoreContract(store -> share -> ShareSink.RECORDED));
    String message = failures.get("acknowledgedShareIsInTheStore");
    assertTrue(message.contains("the miner hears true when the stage completes"), message);
  }

  private static void assertBroken(String rule, Function<MemoryStore, ShareSink> sinks) {
    Set<String> broken = brokenRules(sinks);
    assertTrue(broken.contains(rule), () -> "only these failed: " + broken);
  }

  private static Set<String> brokenRules(Function<MemoryStore, ShareSink> sinks) {
    return ContractRun.failuresOf(() -> new StoreContract(sinks)).keySet();
  }

  private static AcceptedShare credited(AcceptedShare share, Difficulty difficulty) {
    return new AcceptedShare(
        share.id(),
        share.work(),
        share.share(),
        share.worker(),
        difficulty,
        share.sessionId(),
        share.staleGrace());
  }

  /** The contract of a sink on a store in memory. */
  public static class StoreContract extends ShareSinkContract {
    final MemoryStore store = new MemoryStore();
    private final Function<MemoryStore, ShareSink> sinks;
    private ShareSink sink;

    StoreContract(Function<MemoryStore, ShareSink> sinks) {
      this.sinks = sinks;
    }

    @Override
    protected ShareSink openSink() {
      sink = sinks.apply(store);
      return sink;
    }

    @Override
    protected void closeSink() throws Exception {
      if (sink instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }

    @Override
    protected List<StoredShare> stored() {
      return store.rows();
    }

    @Override
    protected void breakStore() {
      store.broken = true;
    }

    @Override
    protected void repairStore() {
      store.broken = false;
    }
  }

  /** A table with a unique key. */
  static final class MemoryStore implements ShareBatchWriter {
    private final Map<Hash256, StoredShare> rows = new LinkedHashMap<>();
    private final List<StoredShare> twice = new ArrayList<>();
    private volatile boolean broken;

    @Override
    public void write(List<AcceptedShare> shares) {
      writeUnchecked(shares);
    }

    synchronized void writeUnchecked(List<AcceptedShare> shares) {
      if (broken) {
        throw new IllegalStateException("disk full");
      }
      shares.forEach(share -> rows.putIfAbsent(share.id(), StoredShare.of(share)));
    }

    synchronized void writeTwice(AcceptedShare share) {
      if (broken) {
        throw new IllegalStateException("disk full");
      }
      if (rows.putIfAbsent(share.id(), StoredShare.of(share)) != null) {
        twice.add(StoredShare.of(share));
      }
    }

    @Override
    public synchronized void withdraw(List<AcceptedShare> shares) {
      shares.forEach(share -> rows.remove(share.id()));
    }

    synchronized boolean has(Hash256 id) {
      return rows.containsKey(id);
    }

    synchronized List<StoredShare> rows() {
      List<StoredShare> all = new ArrayList<>(rows.values());
      all.addAll(twice);
      return all;
    }
  }
}
