package io.stratumj.core.jobs;

import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.spi.JobSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the current job at a fixed interval and publishes it: clean when its parent block is
 * another one, plain when only the transactions changed, not at all when nothing did.
 *
 * <p>The function runs on a daemon thread of the source and may block. When it throws, the source
 * declares itself unavailable and asks again after the same interval; the last good job stays.
 * {@link #poll} asks at once, for a pool that hears of new blocks some other way.
 *
 * <p><em>Thread-safe.</em>
 */
public final class PollingJobSource implements JobSource {
  private static final Logger LOG = LoggerFactory.getLogger(PollingJobSource.class);
  private static final long CLOSE_SECONDS = 5;

  private final Duration interval;
  private final Callable<Job> jobs;

  private @Nullable ScheduledExecutorService thread;
  private @Nullable JobSink sink;
  private Optional<Hash256> parent = Optional.empty();
  private boolean failing;

  /** Somebody wants an answer soon, and has not got it: more of them change nothing. */
  private final AtomicBoolean asked = new AtomicBoolean();

  private PollingJobSource(Duration interval, Callable<Job> jobs) {
    this.interval = interval;
    this.jobs = jobs;
  }

  /**
   * Asks a function.
   *
   * @param interval how long to wait between two questions, more than zero
   * @param jobs answers the job miners should hash now; may block and may throw
   * @throws IllegalArgumentException if the interval is zero or negative
   */
  public static PollingJobSource every(Duration interval, Callable<Job> jobs) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("the interval must be more than zero: " + interval);
    }
    return new PollingJobSource(interval, Objects.requireNonNull(jobs, "jobs"));
  }

  @Override
  public synchronized void start(JobSink target) {
    if (sink != null) {
      throw new IllegalStateException("a job source serves one server, and this one has started");
    }
    sink = target;
    ScheduledExecutorService made =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "stratum-jobs");
              daemon.setDaemon(true);
              return daemon;
            });
    thread = made;
    ScheduledFuture<?> unused =
        made.scheduleWithFixedDelay(this::ask, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Asks once more, soon, without waiting for the interval. */
  public synchronized void poll() {
    if (thread != null && !thread.isShutdown() && !asked.getAndSet(true)) {
      thread.execute(this::ask);
    }
  }

  @Override
  public void close() {
    ScheduledExecutorService ending;
    synchronized (this) {
      ending = thread;
    }
    if (ending != null) {
      ending.shutdownNow();
      try {
        if (!ending.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
          LOG.warn("the job function did not return within {} s of closing", CLOSE_SECONDS);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void ask() {
    JobSink target = Objects.requireNonNull(sink, "sink");
    asked.set(false);
    try {
      Job job = jobs.call();
      if (parent.isPresent() && job.previousHash().equals(parent.get())) {
        target.publish(job);
      } else {
        target.publishClean(job);
        parent = Optional.of(job.previousHash());
      }
      if (failing) {
        failing = false;
        LOG.info("jobs are back");
      }
    } catch (Throwable failed) {
      // Even an Error: the executor would silently stop asking, and miners would work on a dead
      // tip.
      if (failed instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (!failing) {
        failing = true;
        LOG.warn("no job: {}; trying again every {}", failed.toString(), interval);
      }
      target.unavailable(failed.toString());
    }
  }
}
