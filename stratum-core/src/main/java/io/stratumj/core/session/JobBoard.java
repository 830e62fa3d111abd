package io.stratumj.core.session;

import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.core.spi.JobSink;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the newest job: a slot, not a queue (SPEC J2, J3). Publishers put a job in, each event loop
 * notices and offers it to its sessions; a session that could not be served in between gets the
 * newest and never the ones before.
 *
 * <p><em>Thread-safe</em>; one of the two objects that cross threads. Publishing is serialized by a
 * lock that is held for microseconds; reading is one volatile read.
 */
public final class JobBoard implements JobSink {
  /**
   * How far carriers may run ahead of the time, one second each: a miner that reconnects without
   * end must not push everybody's nTime to where nodes refuse blocks.
   */
  private static final int CARRIER_SECONDS_AHEAD = 30;

  private final LongSupplier clock;
  private final int extranonceSize;
  private final long silenceNanos;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  private volatile @Nullable Posting current;
  private volatile @Nullable String unavailableReason;

  /** The job {@link #current} was made from, and when it came: what a refresh counts from. */
  private @Nullable Posting original;

  private @Nullable Posting carrier;
  private long lastId;
  private int lastNTime;

  JobBoard(LongSupplier clock, int extranonceSize, long silenceNanos) {
    this.clock = clock;
    this.extranonceSize = extranonceSize;
    this.silenceNanos = silenceNanos;
  }

  @Override
  public void publish(Job job) {
    put(job, false);
  }

  @Override
  public void publishClean(Job job) {
    put(job, true);
  }

  @Override
  public void unavailable(String reason) {
    unavailableReason = Objects.requireNonNull(reason, "reason");
    tellWatchers();
  }

  /** The newest job; empty until the first is published. */
  public Optional<Posting> current() {
    return Optional.ofNullable(current);
  }

  /** The newest job or carrier: what no session has had anything newer than. */
  synchronized Optional<Posting> newest() {
    return Optional.ofNullable(carrier == null ? current : carrier);
  }

  /** Whether there is a job and the source has not taken it back since. */
  public boolean isReady() {
    return current != null && unavailableReason == null;
  }

  /** Why there is no work, if the source said so. */
  public Optional<String> unavailableReason() {
    return Optional.ofNullable(unavailableReason);
  }

  /**
   * Calls a task after every change: a new job, or a change of availability. It runs on the
   * publisher's thread and must return at once.
   *
   * @return closes to end the calls
   */
  public AutoCloseable onChange(Runnable watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /**
   * Publishes the current job anew, with a later nTime, if nothing was published for the silence
   * limit: miners stop hashing when they hear of no new job for a minute or two (SPEC J5).
   *
   * @return whether it did
   */
  boolean refreshIfSilent(long nowNanos) {
    synchronized (this) {
      Posting last = current;
      if (last == null
          || unavailableReason != null
          || nowNanos - last.publishedNanos() < silenceNanos) {
        return false;
      }
      current = again(last, nowNanos);
      carrier = null;
    }
    tellWatchers();
    return true;
  }

  /**
   * A job for one session to carry a change of its difficulty, mask or extranonce: the newest one
   * if the session has not had it, else the same work with a later nTime under a new id. Sessions
   * that ask at about the same time share one.
   *
   * @param lastSent what the session was sent last
   * @return empty while there is no job, or the source has taken its work back (SPEC J7)
   */
  Optional<Posting> carrierAfter(Posting lastSent, long nowNanos) {
    synchronized (this) {
      Posting newest = current;
      if (newest == null || unavailableReason != null) {
        return Optional.empty();
      }
      if (newest.isNewerThan(lastSent)) {
        return Optional.of(newest);
      }
      Posting shared = carrier;
      if (shared == null || !shared.isNewerThan(lastSent)) {
        if (lastNTime - timeOf(nowNanos) >= CARRIER_SECONDS_AHEAD) {
          return Optional.empty();
        }
        shared = again(newest, nowNanos);
        carrier = shared;
      }
      return Optional.of(shared);
    }
  }

  private void put(Job job, boolean clean) {
    if (job.extranonceSize() != extranonceSize) {
      throw new IllegalArgumentException(
          "the job's coinbase leaves "
              + job.extranonceSize()
              + " bytes for the extranonce, but this server's extranonces have "
              + extranonceSize);
    }
    synchronized (this) {
      Posting last = current;
      Posting from = original;
      unavailableReason = null;
      boolean sameWork = from != null && from.job().isSameWork(job);
      if (clean || from == null || !sameWork || from.job().nTime() != job.nTime()) {
        long now = clock.getAsLong();
        boolean newTip = clean || last == null;
        boolean taken = sameWork && Integer.compareUnsigned(job.nTime(), lastNTime) <= 0;
        Job different = taken ? job.withNTime(lastNTime + 1) : job;
        Posting posting =
            new Posting(nextId(), different, last == null || clean ? new Tip() : last.tip(), now);
        if (newTip && last != null) {
          last.tip().end(now);
        }
        lastNTime = different.nTime();
        original = posting;
        carrier = null;
        current = posting;
      }
    }
    tellWatchers();
  }

  private Posting again(Posting last, long nowNanos) {
    Posting from = Objects.requireNonNull(original, "original");
    int now = timeOf(nowNanos);
    int nTime = Integer.compareUnsigned(now, lastNTime) > 0 ? now : lastNTime + 1;
    lastNTime = nTime;
    return new Posting(nextId(), from.job().withNTime(nTime), last.tip(), nowNanos);
  }

  /** The time of the current work, had it been made now. */
  private int timeOf(long nowNanos) {
    Posting from = Objects.requireNonNull(original, "original");
    return from.job().nTime()
        + (int) TimeUnit.NANOSECONDS.toSeconds(nowNanos - from.publishedNanos());
  }

  private JobId nextId() {
    lastId++;
    return new JobId(lastId);
  }

  private void tellWatchers() {
    for (Runnable watcher : watchers) {
      watcher.run();
    }
  }
}
