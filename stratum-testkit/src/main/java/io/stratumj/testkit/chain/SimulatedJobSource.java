package io.stratumj.testkit.chain;

import io.stratumj.core.spi.JobSink;
import io.stratumj.core.spi.JobSource;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.JobFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs from a {@link SimulatedChain}: a clean one whenever the tip changes, on the thread that
 * changed it and before the change returns, and another on the same tip when asked to {@link
 * #refresh}. After an accepted block the next clean job is therefore published before the block's
 * verdict is known to anybody.
 *
 * <p><em>Thread-safe.</em> Has no thread unless made by {@link #refreshing}.
 */
public final class SimulatedJobSource implements JobSource {
  private static final int CLOSE_SECONDS_MAX = 5;
  private static final int NEW_TRANSACTIONS = 10;

  private final SimulatedChain chain;
  private final JobFactory factory;
  private final Optional<Duration> refreshEvery;
  private @Nullable Consumer<BlockTemplate> follower;
  private @Nullable JobSink sink;
  private @Nullable ScheduledExecutorService refresher;
  private @Nullable Thread refresherThread;

  private SimulatedJobSource(
      SimulatedChain chain, JobFactory factory, Optional<Duration> refreshEvery) {
    this.chain = chain;
    this.factory = factory;
    this.refreshEvery = refreshEvery;
  }

  /**
   * A source without a thread of its own.
   *
   * @param factory makes the jobs; its extranonce size must be the server's
   */
  public static SimulatedJobSource of(SimulatedChain chain, JobFactory factory) {
    return new SimulatedJobSource(chain, factory, Optional.empty());
  }

  /**
   * A source that lets transactions arrive and refreshes itself at intervals, on a thread it starts
   * with and joins when it is closed.
   *
   * @throws IllegalArgumentException if the interval is not positive
   */
  public static SimulatedJobSource refreshing(
      SimulatedChain chain, JobFactory factory, Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval is not positive: " + interval);
    }
    return new SimulatedJobSource(chain, factory, Optional.of(interval));
  }

  @Override
  public synchronized void start(JobSink jobSink) {
    if (sink != null) {
      throw new IllegalStateException("started before");
    }
    sink = jobSink;
    follower = template -> jobSink.publishClean(factory.job(template));
    chain.follow(follower);
    refreshEvery.ifPresent(interval -> startRefreshing(jobSink, interval));
  }

  /**
   * Publishes the template of the moment on the same tip, as after a poll.
   *
   * @throws IllegalStateException if the source is not started
   */
  public void refresh() {
    publish(startedSink());
  }

  /** Follows the chain no longer, and joins the thread if there is one. */
  @Override
  public void close() {
    Thread thread;
    synchronized (this) {
      if (follower != null) {
        chain.unfollow(follower);
        follower = null;
      }
      if (refresher != null) {
        refresher.shutdownNow();
      }
      thread = refresherThread;
    }
    if (thread != null) {
      join(thread);
    }
  }

  private void publish(JobSink jobSink) {
    chain.offerTemplate(template -> jobSink.publish(factory.job(template)));
  }

  private synchronized JobSink startedSink() {
    if (sink == null || follower == null) {
      throw new IllegalStateException("not started, or closed");
    }
    return sink;
  }

  private void startRefreshing(JobSink jobSink, Duration interval) {
    refresher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "stratumj-simulated-chain");
              thread.setDaemon(true);
              refresherThread = thread;
              return thread;
            });
    var unused =
        refresher.scheduleWithFixedDelay(
            () -> refreshWithNews(jobSink),
            interval.toNanos(),
            interval.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void refreshWithNews(JobSink jobSink) {
    try {
      chain.receiveTransactions(NEW_TRANSACTIONS);
      publish(jobSink);
    } catch (RuntimeException e) {
      // An executor would silently stop repeating; this way the server says what is wrong.
      jobSink.unavailable("simulated chain: " + e);
    }
  }

  private static void join(Thread thread) {
    try {
      TimeUnit.SECONDS.timedJoin(thread, CLOSE_SECONDS_MAX);
      if (thread.isAlive()) {
        throw new IllegalStateException("the simulated chain's thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
