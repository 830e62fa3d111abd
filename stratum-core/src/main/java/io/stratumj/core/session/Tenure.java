package io.stratumj.core.session;

import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscribed session holds and a resumed one gets back (SPEC H7): its place in the coinbase,
 * the jobs it was sent and may still find shares in, the shares accepted on their parents, and its
 * difficulty.
 *
 * <p>Jobs are kept oldest first, bounded by count, and without those whose tip ended too long ago
 * to be remembered (SPEC J6).
 *
 * <p><em>Loop-confined</em>; handed from one session to the next, never shared.
 */
final class Tenure {
  private final DifficultyPlan plan;
  private Extranonce extranonce;
  private List<Former> former = List.of();
  private SentJob[] jobs = new SentJob[1];
  private int count;
  private @Nullable SeenShares seen;

  /** The work of the share before this one: mostly the next share is of the same. */
  private @Nullable Work recentWork;

  /** A place in the coinbase it had before, and the last job that was sent under it. */
  record Former(Extranonce extranonce, JobId last) {}

  Tenure(Extranonce extranonce, DifficultyPlan plan) {
    this.extranonce = extranonce;
    this.plan = plan;
  }

  DifficultyPlan plan() {
    return plan;
  }

  // place in the coinbase

  /** Its place in the coinbase. */
  Extranonce extranonce() {
    return extranonce;
  }

  /** The places it had before, which older jobs are still mined with. */
  List<Former> former() {
    return former;
  }

  /** Has another place in the coinbase for the jobs that follow. */
  void moveTo(Extranonce next) {
    SentJob last = last();
    List<Former> before = new ArrayList<>(former);
    before.add(new Former(extranonce, last == null ? JobId.NONE : last.posting().id()));
    former = List.copyOf(before);
    extranonce = next;
  }

  /** The place the session had when it was sent this job. */
  Extranonce extranonceOf(SentJob sent) {
    for (int i = 0; i < former.size(); i++) {
      if (sent.posting().id().compareTo(former.get(i).last()) <= 0) {
        return former.get(i).extranonce();
      }
    }
    return extranonce;
  }

  // jobs

  /** The last job that was sent; null before the first. */
  @Nullable SentJob last() {
    return count == 0 ? null : jobs[count - 1];
  }

  /** Takes note of a job that is sent. */
  void add(SentJob sent, SessionLimits limits, long nowNanos) {
    int tooMany = count + 1 - limits.jobs();
    int dropped = Math.max(tooMany, outdated(limits.jobMemory().toNanos(), nowNanos));
    if (dropped > 0) {
      dropOldest(dropped);
    }
    if (count == jobs.length) {
      jobs = Arrays.copyOf(jobs, Math.min(limits.jobs(), 2 * jobs.length));
    }
    jobs[count++] = sent;
    if (dropped > 0 && seen != null) {
      seen = seen.keeping(this::isParentOfAJob); // the new one counts: its tip may have come back
    }
  }

  /** The job of this name, unless it was never sent or is forgotten. */
  @Nullable SentJob find(JobId id, long nowNanos, SessionLimits limits) {
    for (int i = count - 1; i >= 0; i--) {
      SentJob sent = jobs[i];
      if (sent.isNamed(id.value())) {
        Tip tip = sent.posting().tip();
        return tip.endedBefore(nowNanos, limits.jobMemory().toNanos()) ? null : sent;
      }
    }
    return null;
  }

  /**
   * The work to judge a share of a job by: at the job's difficulty, or at the current one if that
   * is lower, and never higher than what was asked (SPEC D2).
   *
   * @param current what is asked now; null before the first job of this connection
   */
  @SuppressWarnings("ReferenceEquality") // Terms, extranonces and postings are made once.
  Work work(SentJob sent, @Nullable Terms current) {
    Terms terms = sent.terms();
    if (current != null
        && current != terms
        && current.difficulty().compareTo(terms.difficulty()) < 0) {
      terms = current;
    }
    Posting posting = sent.posting();
    VersionMask mask = sent.terms().mask().without(posting.job().version());
    Extranonce place = former.isEmpty() ? extranonce : extranonceOf(sent);
    Work known = recentWork;
    if (known == null
        || known.job() != posting.job()
        || known.jobId() != posting.id()
        || known.extranonce() != place
        || known.difficulty() != terms.difficulty()
        || !known.versionMask().equals(mask)) { // a resumed session may be sent a job again
      known =
          new Work(posting.id(), posting.job(), place, terms.difficulty(), terms.target(), mask);
      recentWork = known;
    }
    return known;
  }

  // shares

  /**
   * The shares accepted on this job's parent, by whichever job: a tip that comes back is not new.
   *
   * @param memory what they are kept in if there is none yet
   */
  SeenShares seenWith(SentJob sent, ShareMemory memory) {
    Hash256 parent = sent.posting().job().previousHash();
    for (SeenShares known = seen; known != null; known = known.onOlderParent()) {
      if (known.isOn(parent)) {
        return known;
      }
    }
    seen = new SeenShares(parent, seen, memory);
    return seen;
  }

  /** Whether there are any that take memory. */
  boolean hasShares() {
    return seen != null;
  }

  /** Forgets the shares: nobody comes back to this. */
  void forgetShares() {
    if (seen != null) {
      seen = seen.keeping(parent -> false);
    }
  }

  /** How many jobs are of tips that ended too long ago. */
  private int outdated(long memoryNanos, long nowNanos) {
    int outdated = 0;
    while (outdated < count && jobs[outdated].posting().tip().endedBefore(nowNanos, memoryNanos)) {
      outdated++;
    }
    return outdated;
  }

  private void dropOldest(int dropped) {
    System.arraycopy(jobs, dropped, jobs, 0, count - dropped);
    Arrays.fill(jobs, count - dropped, count, null);
    count -= dropped;
    recentWork = null;
  }

  private boolean isParentOfAJob(Hash256 parent) {
    for (int i = 0; i < count; i++) {
      if (jobs[i].posting().job().previousHash().equals(parent)) {
        return true;
      }
    }
    return false;
  }
}
