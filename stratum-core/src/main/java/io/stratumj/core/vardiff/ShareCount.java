package io.stratumj.core.vardiff;

import io.stratumj.core.spi.DifficultyPolicy;

/**
 * What {@link Vardiff} keeps of one session: the shares at the present difficulty, and since when.
 *
 * <p>When the time grows past the window, both are halved: old shares weigh less, and a change of
 * hashrate is seen however long the miner was steady before.
 */
final class ShareCount implements DifficultyPolicy.Controller {
  private static final double SIGNIFICANT = 3;
  private static final double ANSCOMBE = 3.0 / 8;
  private static final int RAISING_SHARES_MIN = 8;
  private static final double RATIO_MIN = 1.6;
  private static final double STEP_DOWN_MAX = 64;
  private static final double STEP_UP_MAX = 1024;

  private final double nanosPerShare;
  private final long windowNanos;
  private final boolean powersOfTwo;

  private double shares;
  private long sinceNanos;
  private boolean begun;

  ShareCount(double nanosPerShare, long windowNanos, boolean powersOfTwo) {
    this.nanosPerShare = nanosPerShare;
    this.windowNanos = windowNanos;
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
    long elapsed = nowNanos - sinceNanos;
    if (elapsed > windowNanos) {
      shares /= 2;
      sinceNanos += elapsed / 2;
      elapsed -= elapsed / 2;
    }
    double expected = Math.max(elapsed, 1) / nanosPerShare;
    double z = 2 * (Math.sqrt(shares + ANSCOMBE) - Math.sqrt(expected + ANSCOMBE));
    if (z > SIGNIFICANT && shares >= RAISING_SHARES_MIN && shares > RATIO_MIN * expected) {
      return rounded(current * Math.min((shares - 1) / expected, STEP_UP_MAX));
    }
    if (z < -SIGNIFICANT && RATIO_MIN * shares < expected) {
      return rounded(current * Math.max(Math.max(shares, 0.5) / expected, 1 / STEP_DOWN_MAX));
    }
    return current;
  }

  private double rounded(double difficulty) {
    return powersOfTwo && difficulty >= 1
        ? Math.scalb(1.0, Math.getExponent(difficulty))
        : difficulty;
  }
}
