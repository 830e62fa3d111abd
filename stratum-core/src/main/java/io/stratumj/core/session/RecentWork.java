package io.stratumj.core.session;

import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.JobId;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs a session was sent and may still find shares in (SPEC J6): oldest first, bounded by
 * count, and without those whose tip ended too long ago to be remembered.
 *
 * <p><em>Loop-confined</em>; outlives its session when the session can be resumed.
 */
final class RecentWork {
  private final int jobsMax;
  private final long memoryNanos;

  private @Nullable SentJob[] jobs = new SentJob[2];
  private int count;

  RecentWork(int jobsMax, long memoryNanos) {
    this.jobsMax = jobsMax;
    this.memoryNanos = memoryNanos;
  }

  /** The last job that was sent. */
  Optional<SentJob> last() {
    return count == 0 ? Optional.empty() : Optional.of(job(count - 1));
  }

  int size() {
    return count;
  }

  void add(Posting posting, Terms terms, long nowNanos) {
    forget(nowNanos);
    SentJob sent = new SentJob(posting, terms, seenOn(posting.job().previousHash()));
    if (count == jobsMax) {
      dropOldest(1);
    }
    if (count == jobs.length) {
      jobs = Arrays.copyOf(jobs, Math.min(jobsMax, 2 * jobs.length));
    }
    jobs[count++] = sent;
  }

  /** The job of this name, unless it was never sent or is forgotten. */
  @Nullable SentJob find(JobId id, long nowNanos) {
    for (int i = count - 1; i >= 0; i--) {
      SentJob sent = job(i);
      if (sent.posting().id().value() == id.value()) {
        return sent.posting().tip().endedBefore(nowNanos, memoryNanos) ? null : sent;
      }
    }
    return null;
  }

  /** The shares accepted on this parent, by whichever job: a tip that comes back is not new. */
  private SeenShares seenOn(Hash256 parent) {
    for (int i = count - 1; i >= 0; i--) {
      SentJob sent = job(i);
      if (sent.posting().job().previousHash().equals(parent)) {
        return sent.seen();
      }
    }
    return new SeenShares();
  }

  private void forget(long nowNanos) {
    int forgotten = 0;
    while (forgotten < count && job(forgotten).posting().tip().endedBefore(nowNanos, memoryNanos)) {
      forgotten++;
    }
    if (forgotten > 0) {
      dropOldest(forgotten);
    }
  }

  private void dropOldest(int dropped) {
    System.arraycopy(jobs, dropped, jobs, 0, count - dropped);
    Arrays.fill(jobs, count - dropped, count, null);
    count -= dropped;
  }

  private SentJob job(int index) {
    SentJob sent = jobs[index];
    assert sent != null;
    return sent;
  }
}
