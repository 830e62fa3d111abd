package io.stratumj.core.vardiff;

import io.stratumj.core.spi.DifficultyPolicy;

/**
 * What {@link Vardiff} keeps of one session: the shares at the present difficulty, and since when.
 *
 * <p>When 50 shares should have come, both are halved: old shares weigh less, and a change of
 * hashrate is seen however long the miner was steady before. Counting the window in shares and not
 * in minutes makes the rule the same at every pace: at 3 shares a minute all takes twice as long as
 * at 6, and is as sure.
 *
 * <p><em>Loop-confined.</em>
 */
final class ShareCount implements DifficultyPolicy.Controller {
  private static final double SIGNIFICANT = 3;
  private static final double ANSCOMBE = 3.0 / 8;
  private static final int RAISING_SHARES_MIN = 8;
  private static final double RATIO_MIN = 1.6;
  private static final double STEP_DOWN_MAX = 64;
  private static final double STEP_UP_MAX = 1024;
  private static final int WINDOW_SHARES = 50;

  private final Rule rule;
  private double shares;
  private long sinceNanos;
  private boolean begun;

  /**
   * What is the same for all sessions of a policy.
   *
   * @param nanosPerShare the time between two shares of a miner that is right
   * @param powersOfTwo whether difficulties of 1 and more are rounded down to such
   */
  record Rule(double nanosPerShare, boolean powersOfTwo) {
    private long halfWindowNanos() {
      return (long) (nanosPerShare * WINDOW_SHARES / 2);
    }
  }

  ShareCount(Rule rule) {
    this.rule = rule;
  }

  @Override
  public double shareAccepted(double current, long nowNanos) {
    bringUpTo(nowNanos);
    shares++;
    return evaluated(current, nowNanos);
  }

  @Override
  public double timePassed(double current, long nowNanos) {
    bringUpTo(nowNanos);
    return evaluated(current, nowNanos);
  }

  /**
   * Without a share only a lowering can come due, and where is known: when so many were expected
   * that those which came are significantly too few. At the end of the window half is forgotten,
   * and all is to be looked at anew.
   */
  @Override
  public long quietNanos(double current, long nowNanos) {
    long elapsed = nowNanos - sinceNanos;
    double root = Math.sqrt(shares + ANSCOMBE) + SIGNIFICANT / 2;
    double tooFew = Math.max(root * root - ANSCOMBE, RATIO_MIN * shares);
    double due = Math.min(tooFew * rule.nanosPerShare(), 2.0 * rule.halfWindowNanos()) - elapsed;
    return (long)
        (due > 0
            ? due
            : rule.nanosPerShare()); // when it is due and no change came, a limit forbids it
  }

  @Override
  public void changed(double current, long nowNanos) {
    shares = 0;
    sinceNanos = nowNanos;
    begun = true;
  }

  /** Begins, or forgets what is old; the same whether asked often or seldom. */
  private void bringUpTo(long nowNanos) {
    if (!begun) {
      changed(0, nowNanos);
    }
    while (nowNanos - sinceNanos > 2 * rule.halfWindowNanos()) {
      halve();
    }
  }

  private double evaluated(double current, long nowNanos) {
    double expected = Math.max(nowNanos - sinceNanos, 1) / rule.nanosPerShare();
    double z = 2 * (Math.sqrt(shares + ANSCOMBE) - Math.sqrt(expected + ANSCOMBE));
    if (z > SIGNIFICANT && shares >= RAISING_SHARES_MIN && shares > RATIO_MIN * expected) {
      double raised = current * Math.min((shares - 1) / expected, STEP_UP_MAX);
      return Math.max(current, rounded(raised));
    }
    if (z < -SIGNIFICANT && RATIO_MIN * shares < expected) {
      return rounded(current * Math.max(Math.max(shares, 0.5) / expected, 1 / STEP_DOWN_MAX));
    }
    return current;
  }

  /**
   * Forgets half. A surplus beyond what would have raised the difficulty is there only if a limit
   * forbids that; it is not carried on, or a miner that leaves the limit would wait for it to fade.
   */
  private void halve() {
    sinceNanos += rule.halfWindowNanos();
    shares = Math.min(shares / 2, RATIO_MIN * WINDOW_SHARES / 2);
  }

  private double rounded(double difficulty) {
    return rule.powersOfTwo() && difficulty >= 1
        ? Math.scalb(1.0, Math.getExponent(difficulty))
        : difficulty;
  }
}
