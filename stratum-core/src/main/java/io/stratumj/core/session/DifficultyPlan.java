package io.stratumj.core.session;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What difficulty a session should have, by whoever may say so (SPEC C4): a password that fixes it,
 * then a minimum the miner asked for, then its suggestion, then the policy; always within the
 * policy's limits.
 *
 * <p><em>Loop-confined</em>; outlives its session when the session can be resumed.
 */
final class DifficultyPlan {
  private final DifficultyPolicy policy;
  private final DifficultyPolicy.Controller controller;

  private @Nullable Difficulty fixed;
  private @Nullable Difficulty floor;
  private @Nullable Difficulty suggested;
  private Difficulty wanted;

  DifficultyPlan(DifficultyPolicy policy) {
    this.policy = policy;
    this.controller = policy.open();
    this.wanted = policy.initial();
  }

  /** The difficulty the next job should carry. */
  Difficulty wanted() {
    return wanted;
  }

  boolean isFixed() {
    return fixed != null;
  }

  /** The password said {@code d=}. */
  void fix(Difficulty difficulty) {
    fixed = difficulty;
    want(difficulty);
  }

  /** The miner does not want less than this. */
  void atLeast(Difficulty difficulty) {
    floor = difficulty;
    want(wanted);
  }

  /** The miner would like this. */
  void suggest(Difficulty difficulty) {
    suggested = difficulty;
    want(difficulty);
  }

  /** Takes over what a miner asked for before it got this plan back. */
  @SuppressWarnings("ReferenceEquality") // A plan that is its own has nothing to take over.
  void adopt(DifficultyPlan asked) {
    if (asked != this) {
      if (asked.floor != null) {
        atLeast(asked.floor);
      }
      if (asked.fixed != null) {
        fix(asked.fixed);
      }
      if (asked.suggested != null) {
        suggest(asked.suggested);
      }
    }
  }

  /** Whether a floor of this height can be kept. */
  boolean canKeep(Difficulty minimum) {
    return minimum.compareTo(policy.maximum()) <= 0 && fixed == null;
  }

  /** A share at the current difficulty was accepted. */
  void shareAccepted(Difficulty current, double networkDifficulty, long nowNanos) {
    if (fixed == null && wanted.equals(current)) {
      double now = current.toDouble();
      follow(controller.shareAccepted(now, nowNanos), now, networkDifficulty);
    }
  }

  /** About a second has passed. */
  void timePassed(Difficulty current, double networkDifficulty, long nowNanos) {
    if (fixed == null && wanted.equals(current)) {
      double now = current.toDouble();
      follow(controller.timePassed(now, nowNanos), now, networkDifficulty);
    }
  }

  /** The miner has been told this difficulty. */
  void announced(Difficulty difficulty, long nowNanos) {
    controller.changed(difficulty.toDouble(), nowNanos);
  }

  private void follow(double answer, double current, double networkDifficulty) {
    if (answer == current || !(answer > 0)) {
      return;
    }
    double clamped = Math.min(answer, Math.max(networkDifficulty, policy.minimum().toDouble()));
    Difficulty next = rounded(Math.max(clamped, 1e-15));
    boolean cutByRounding = clamped > current && next.toDouble() < current;
    if (!cutByRounding) {
      want(next);
    }
  }

  private void want(Difficulty difficulty) {
    Difficulty chosen = fixed == null ? difficulty : fixed;
    if (fixed == null && floor != null && chosen.compareTo(floor) < 0) {
      chosen = floor;
    }
    if (chosen.compareTo(policy.minimum()) < 0) {
      chosen = policy.minimum();
    }
    wanted = chosen.min(policy.maximum());
  }

  /** Firmwares read integers only: from 1 upwards a policy's number loses its fraction (D3). */
  private static Difficulty rounded(double value) {
    if (value < 1) {
      return Difficulty.of(value);
    }
    return Difficulty.of(BigDecimal.valueOf(Math.min(value, 1e30)).setScale(0, RoundingMode.DOWN));
  }
}
