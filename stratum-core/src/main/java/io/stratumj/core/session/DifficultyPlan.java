package io.stratumj.core.session;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What difficulty a session should have, by whoever may say so (SPEC C4): a password that fixes it,
 * then a minimum the miner asked for, then its suggestion, then the policy; always within the
 * policy's limits. A job's network bounds what is not insisted on: nobody need find a share that is
 * harder than a block.
 *
 * <p><em>Loop-confined</em>; outlives its session when the session can be resumed.
 */
final class DifficultyPlan {
  private static final MathContext PRINTED = new MathContext(15, RoundingMode.DOWN);

  private final DifficultyPolicy policy;
  private final DifficultyPolicy.Controller controller;

  private Wishes wishes = Wishes.NONE;
  private Difficulty wanted;

  /** What the miner asked for; most ask for nothing. */
  private record Wishes(
      @Nullable Difficulty fixed, @Nullable Difficulty floor, @Nullable Difficulty suggested) {
    static final Wishes NONE = new Wishes(null, null, null);
  }

  /** What the policy begins with. */
  DifficultyPlan(DifficultyPolicy policy) {
    this.policy = policy;
    this.controller = policy.open();
    this.wanted = policy.initial();
  }

  /**
   * The difficulty a job should be sent with. Above its network's only if a password fixed it so,
   * or if the policy's minimum or the miner's floor is higher (SPEC D4).
   */
  Difficulty wanted(double networkDifficulty) {
    if (isFixed() || wanted.toDouble() <= networkDifficulty) {
      return wanted;
    }
    Difficulty bounded = roundedDown(networkDifficulty);
    return bounded.compareTo(least()) < 0 ? least() : bounded;
  }

  boolean isFixed() {
    return wishes.fixed() != null;
  }

  /** The password said {@code d=}. */
  void fix(Difficulty difficulty) {
    wishes = new Wishes(difficulty, wishes.floor(), wishes.suggested());
    want(difficulty);
  }

  /** The miner does not want less than this. */
  void atLeast(Difficulty difficulty) {
    wishes = new Wishes(wishes.fixed(), difficulty, wishes.suggested());
    want(wanted);
  }

  /** The miner would like this. */
  void suggest(Difficulty difficulty) {
    wishes = new Wishes(wishes.fixed(), wishes.floor(), difficulty);
    want(difficulty);
  }

  /** Takes over what a miner asked for before it got this plan back. */
  @SuppressWarnings("ReferenceEquality") // A plan that is its own has nothing to take over.
  void adopt(DifficultyPlan asked) {
    if (asked != this) {
      Wishes theirs = asked.wishes;
      if (theirs.floor() != null) {
        atLeast(theirs.floor());
      }
      if (theirs.fixed() != null) {
        fix(theirs.fixed());
      }
      if (theirs.suggested() != null) {
        suggest(theirs.suggested());
      }
    }
  }

  /** Whether a floor of this height can be kept. */
  boolean canKeep(Difficulty minimum) {
    return minimum.compareTo(policy.maximum()) <= 0 && !isFixed();
  }

  /** A share at the current difficulty was accepted; on a change that waits it has no bearing. */
  void shareAccepted(Difficulty current, double networkDifficulty, long nowNanos) {
    if (!isFixed() && wanted(networkDifficulty).equals(current)) {
      double now = current.toDouble();
      follow(controller.shareAccepted(now, nowNanos), now);
    }
  }

  /** About a second has passed. */
  void timePassed(Difficulty current, double networkDifficulty, long nowNanos) {
    if (!isFixed() && wanted(networkDifficulty).equals(current)) {
      double now = current.toDouble();
      follow(controller.timePassed(now, nowNanos), now);
    }
  }

  /** For how long {@link #timePassed} would change nothing if no share came. */
  long quietNanos(Difficulty current, double networkDifficulty, long nowNanos) {
    if (isFixed()) {
      return Long.MAX_VALUE;
    }
    return wanted(networkDifficulty).equals(current)
        ? controller.quietNanos(current.toDouble(), nowNanos)
        : 0;
  }

  /** The miner has been told this difficulty. */
  void announced(Difficulty difficulty, long nowNanos) {
    controller.changed(difficulty.toDouble(), nowNanos);
  }

  private void follow(double answer, double current) {
    if (answer == current || !(answer > 0)) {
      return;
    }
    Difficulty next = roundedDown(answer);
    boolean cutByRounding = answer > current && next.toDouble() < current;
    if (!cutByRounding) {
      want(next);
    }
  }

  private void want(Difficulty difficulty) {
    Difficulty chosen = wishes.fixed() == null ? difficulty : wishes.fixed();
    Difficulty least = least();
    wanted = chosen.compareTo(least) < 0 ? least : chosen.min(policy.maximum());
  }

  /** The pool's minimum, or what of the miner's floor the pool allows. */
  private Difficulty least() {
    Difficulty floor = wishes.floor();
    if (isFixed() || floor == null || floor.compareTo(policy.minimum()) < 0) {
      return policy.minimum();
    }
    return floor.min(policy.maximum());
  }

  /**
   * A number nobody asked for as a difficulty. Firmwares read integers only: from 1 upwards it
   * loses its fraction (SPEC D3), below that the digits which are not printed.
   */
  private static Difficulty roundedDown(double value) {
    BigDecimal inRange = BigDecimal.valueOf(Math.min(Math.max(value, 1e-15), 1e30));
    BigDecimal printed = inRange.round(PRINTED);
    return Difficulty.of(value < 1 ? printed : printed.setScale(0, RoundingMode.DOWN));
  }
}
