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

  private final double nanosPerShare;
  private final long halfWindowNanos;
  private final boolean powersOfTwo;

  private double shares;
  private long sinceNanos;
  private boolean begun;

  ShareCount(double nanosPerShare, boolean powersOfTwo) {
    this.nanosPerShare = nanosPerShare;
    this.halfWindowNanos = (long) (nanosPerShare * WINDOW_SHARES / 2);
    this.powersOfTwo = powersOfTwo;
  }

  @Override
  public double shareAccepted(double current, long nowNanos) {
    begin(nowNanos);
    shares++;
    return evaluated(current, nowNanos);
  }

  @Override
  public double timePassed(double current, long nowNanos) {
    begin(nowNanos);
    return evaluated(current, nowNanos);
  }

  @Override
  public void changed(double current, long nowNanos) {
    shares = 0;
    sinceNanos = nowNanos;
    begun = true;
  }

  private void begin(long nowNanos) {
    if (!begun) {
      changed(0, nowNanos);
    }
  }

  private double evaluated(double current, long nowNanos) {
    while (nowNanos - sinceNanos > 2 * halfWindowNanos) {
      halve();
    }
    double expected = Math.max(nowNanos - sinceNanos, 1) / nanosPerShare;
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
    sinceNanos += halfWindowNanos;
    shares = Math.min(shares / 2, RATIO_MIN * WINDOW_SHARES / 2);
  }

  private double rounded(double difficulty) {
    return powersOfTwo && difficulty >= 1
        ? Math.scalb(1.0, Math.getExponent(difficulty))
        : difficulty;
  }
}
