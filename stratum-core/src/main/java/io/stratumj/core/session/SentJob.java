package io.stratumj.core.session;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.Work;
import org.jspecify.annotations.Nullable;

/**
 * A job as one session has it: the posting, the terms it was sent under, and the shares accepted in
 * it. The last is made with the first share, because most jobs never see one.
 *
 * <p><em>Loop-confined.</em>
 */
final class SentJob {
  private final Posting posting;
  private final Terms terms;
  private @Nullable Work work;
  private @Nullable SeenShares seen;

  SentJob(Posting posting, Terms terms) {
    this.posting = posting;
    this.terms = terms;
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

  SeenShares.Added add(Hash256 hash, int sharesMax) {
    if (seen == null) {
      seen = new SeenShares(sharesMax);
    }
    return seen.add(hash);
  }

  void remove(Hash256 hash) {
    if (seen != null) {
      seen.remove(hash);
    }
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
