package io.stratumj.core.session;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.Work;
import org.jspecify.annotations.Nullable;

/**
 * A job as one session has it: the posting, the terms it was sent under, and the shares accepted on
 * its parent block.
 *
 * <p><em>Loop-confined.</em>
 */
final class SentJob {
  private final Posting posting;
  private final Terms terms;
  private @Nullable Work work;
  private final SeenShares seen;

  SentJob(Posting posting, Terms terms, SeenShares seen) {
    this.posting = posting;
    this.terms = terms;
    this.seen = seen;
  }

  SeenShares seen() {
    return seen;
  }

  Posting posting() {
    return posting;
  }

  Terms terms() {
    return terms;
  }

  /**
   * The work to judge a share by: at the job's difficulty, or at the current one if that is lower.
   */
  @SuppressWarnings("ReferenceEquality") // Saves a comparison of decimals for nearly every share.
  Work judgedAt(Difficulty current, Target currentTarget) {
    Work frozen = work();
    return frozen.difficulty() == current || frozen.difficulty().compareTo(current) <= 0
        ? frozen
        : frozen.at(current, currentTarget);
  }

  /** What became of an attempt to add a share. */
  enum Added {
    NEW,
    DUPLICATE,
    /** The jobs on its parent have as many as they may; the share was not added. */
    FULL
  }

  Added add(Hash256 hash, int sharesMax) {
    if (seen.size() >= sharesMax) {
      return seen.contains(hash) ? Added.DUPLICATE : Added.FULL;
    }
    return seen.add(hash) ? Added.NEW : Added.DUPLICATE;
  }

  /** Takes a share out again: it could not be recorded, so it may come back. */
  void remove(Hash256 hash) {
    seen.remove(hash);
  }

  private Work work() {
    if (work == null) {
      work =
          new Work(
              posting.id(),
              posting.job(),
              terms.extranonce(),
              terms.difficulty(),
              terms.target(),
              terms.mask().without(posting.job().version()));
    }
    return work;
  }
}
