package io.stratumj.core.session;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The terms in use on one loop, each made once: most sessions have one of a few difficulties, and
 * working out a target takes long division.
 *
 * <p><em>Loop-confined.</em>
 */
final class SharedTerms {
  /** Terms kept; more are made anew, and then nobody shares them. */
  private static final int KEPT_MAX = 1_024;

  private final Target difficultyOne;
  private final Map<Asked, Terms> known = new HashMap<>();

  /** What was asked for last: mostly everybody is asked the same. */
  private @Nullable Terms latest;

  private int measuredBits;
  private double measuredDifficulty;

  /** What terms are made of. */
  private record Asked(Difficulty difficulty, VersionMask mask) {
    Terms terms(Target difficultyOne) {
      return new Terms(difficulty, Target.forDifficulty(difficulty, difficultyOne), mask);
    }

    // written out: see VersionMask

    @Override
    public boolean equals(Object other) {
      return other instanceof Asked asked
          && difficulty.equals(asked.difficulty)
          && mask.equals(asked.mask);
    }

    @Override
    public int hashCode() {
      return 31 * difficulty.hashCode() + mask.hashCode();
    }
  }

  /**
   * No terms yet.
   *
   * @param difficultyOne the algorithm's target at difficulty 1
   */
  SharedTerms(Target difficultyOne) {
    this.difficultyOne = difficultyOne;
  }

  Terms of(Difficulty difficulty, VersionMask mask) {
    Terms terms = latest;
    if (terms == null || !terms.are(difficulty, mask)) {
      terms = find(new Asked(difficulty, mask));
      latest = terms;
    }
    return terms;
  }

  /** How hard the network is, in this algorithm's difficulty. */
  double networkDifficulty(Job job) {
    if (measuredDifficulty == 0 || measuredBits != job.nBits()) {
      measuredDifficulty = difficultyOne.difficultyOf(job.networkTarget());
      measuredBits = job.nBits();
    }
    return measuredDifficulty;
  }

  private Terms find(Asked asked) {
    Terms terms = known.get(asked);
    if (terms == null) {
      if (known.size() == KEPT_MAX) {
        known.clear();
      }
      terms = asked.terms(difficultyOne);
      known.put(asked, terms);
    }
    return terms;
  }
}
