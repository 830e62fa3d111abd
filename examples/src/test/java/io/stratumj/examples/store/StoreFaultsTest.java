package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.accounting.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SPEC S7 while the store fails in every way a store does: what miners hear stays true. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreFaultsTest {
  private static final Duration RECORDING = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @TempDir Path folder;

  private final SwarmBooks books = new SwarmBooks();
  private final AtomicInteger unsettled = new AtomicInteger();

  /** Runs when the server gives a share up as late. */
  private volatile Runnable whenGivenUp = () -> {};

  @BeforeAll
  static void registerDisk() {
    FaultyDisk.register();
  }

  @AfterEach
  void repairDisk() {
    FaultyDisk.full(false);
    FaultyDisk.stuck(false);
  }

  @Test
  @DisplayName("a full disk: shares are refused until there is room again, and none is in between")
  void fullDisk() throws Exception {
    StoreLocation disk = onFaultyDisk();
    mineAgainst(disk, at(300, () -> FaultyDisk.full(true)), () -> FaultyDisk.full(false));
    assertTrue(books.count(Answer.NOT_RECORDED) + unsettled.get() > 0, "nothing was refused");
    books.verify(disk);
  }

  @Test
  @DisplayName("a stuck disk: nobody hears what is not so, and sessions end when nobody knows")
  void stuckDisk() throws Exception {
    StoreLocation disk = onFaultyDisk();
    mineAgainst(disk, at(300, () -> FaultyDisk.stuck(true)), () -> FaultyDisk.stuck(false));
    assertTrue(books.count(Answer.NOTHING) > 0, "nothing was left open");
    assertTrue(unsettled.get() > 0, "no session was ended");
    books.verify(disk);
  }

  @Test
  @DisplayName("a slow disk: shares given up as late are not in the store when it goes on")
  void slowDisk() throws Exception {
    StoreLocation disk = onFaultyDisk();
    whenGivenUp = () -> FaultyDisk.stuck(false);
    mineAgainst(disk, at(300, () -> FaultyDisk.stuck(true)), () -> {});
    assertTrue(books.count(Answer.NOT_RECORDED) > 0, "nothing was given up");
    books.verify(disk);
  }

  @Test
  @DisplayName("connections to PostgreSQL that are cut, again and again: nothing is lost")
  void cutConnections() throws Exception {
    try (PostgresqlServer postgresql = PostgresqlServer.start()) {
      StoreLocation database = postgresql.newDatabase();
      mineAgainst(
          database,
          accepted -> {
            if (accepted % 300 == 0) {
              later(postgresql::cutConnections);
            }
          },
          () -> {});
      assertTrue(books.count(Answer.ACCEPTED) > 600, "there was no load");
      books.verify(database);
    }
  }

  @Test
  @DisplayName("a PostgreSQL that is stopped and started: shares are refused while it is away")
  void stoppedServer() throws Exception {
    try (PostgresqlServer postgresql = PostgresqlServer.start()) {
      StoreLocation database = postgresql.newDatabase();
      CompletableFuture<Void> restarted = new CompletableFuture<>();
      mineAgainst(
          database,
          at(
              300,
              () ->
                  later(
                      () -> {
                        postgresql.stop();
                        postgresql.startAgain();
                        restarted.complete(null);
                      })),
          restarted::join);
      assertTrue(books.count(Answer.NOT_RECORDED) > 0, "nothing was refused");
      books.verify(database);
    }
  }

  /** Two loads: through one the fault comes, and the one after it finds everything well. */
  private void mineAgainst(StoreLocation location, LongConsumer fault, Runnable repair)
      throws Exception {
    ManualJobSource jobs = new ManualJobSource();
    jobs.publishClean(TestJobs.sequence().newTip());
    try (ShareStore store = new ShareStore(location, block -> OptionalInt.empty())) {
      store.open();
      try (StratumServer server = server(jobs, store)) {
        server.start();
        var unused = books.mine(server.address(), LONGEST, fault);
        repair.run();
        long refusedBefore = books.count(Answer.NOT_RECORDED);
        long acceptedBefore = books.count(Answer.ACCEPTED);
        unused = books.mine(server.address(), Duration.ofMillis(300), accepted -> {});
        assertEquals(refusedBefore, books.count(Answer.NOT_RECORDED), "it does not recover");
        assertTrue(books.count(Answer.ACCEPTED) > acceptedBefore, "it does not recover");
      }
    }
  }

  private StratumServer server(ManualJobSource jobs, ShareStore store) {
    return StratumServer.builder(jobs, Authorizer.acceptAll())
        .bind("127.0.0.1", 0)
        .difficulty(DifficultyPolicy.fixed(1e-10))
        .shareSink(watched(store))
        .protocol(
            protocol ->
                protocol
                    .limits(SessionLimits.builder().recording(RECORDING).build())
                    .sessionListener(
                        new SessionListener() {
                          @Override
                          public void disconnected(SessionInfo session, DisconnectReason reason) {
                            if (reason == DisconnectReason.SHARE_UNSETTLED) {
                              unsettled.incrementAndGet();
                            }
                          }
                        })
                    .faultListener((where, session, fault) -> {}))
        .build();
  }

  private ShareSink watched(ShareSink store) {
    return new ShareSink() {
      @Override
      public CompletionStage<?> record(AcceptedShare share) {
        return store.record(share);
      }

      @Override
      public CompletionStage<?> withdraw(AcceptedShare share) {
        whenGivenUp.run();
        return store.withdraw(share);
      }
    };
  }

  private StoreLocation onFaultyDisk() {
    StoreLocation plain = StoreLocation.parse(folder.resolve("books").toString());
    return new StoreLocation(
        plain.url().replace("jdbc:h2:file:", "jdbc:h2:faulty:"), plain.name(), true);
  }

  private static LongConsumer at(long count, Runnable task) {
    return accepted -> {
      if (accepted == count) {
        task.run();
      }
    };
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void later(Task task) {
    var unused =
        CompletableFuture.runAsync(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
