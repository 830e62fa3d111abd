package io.stratumj.examples.pool;

import io.stratumj.api.work.Target;
import java.time.Duration;
import java.util.Arrays;

/**
 * Estimates how fast miners hash from what their accepted shares are worth: a share of difficulty
 * {@code d} takes {@code d} times the hashes of difficulty 1 on average (2^32 for double SHA-256),
 * whoever finds it and however it was found.
 *
 * <p>What counts are the last five minutes. The first share after a window without any starts the
 * clock and is not counted, because nobody knows how long it took; with the shares after it over
 * the time since, the estimate is right on average from the beginning. Each share is worth as much
 * as it varies: after {@code n} shares the estimate is off by one part in {@code √n}.
 *
 * <p><em>Thread-safe.</em> Time is a parameter, in nanoseconds of an arbitrary origin.
 */
final class HashrateEstimate {
  /** Over how long the estimate averages. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int SLOTS = 60;
  private static final long SLOT_NANOS = WINDOW.toNanos() / SLOTS;

  /** The difficulty credited in each slot of the window; slot {@code n} stands at n mod SLOTS. */
  private final double[] credited = new double[SLOTS];

  private final double hashesPerDifficulty;
  private boolean counting;
  private long beginNanos;
  private long lastSlot;
  private long lastShareNanos;

  /**
   * Nothing is known yet.
   *
   * @param difficultyOne the target of difficulty 1
   */
  HashrateEstimate(Target difficultyOne) {
    hashesPerDifficulty = 0x1p256 / difficultyOne.toDouble();
  }

  /**
   * Takes an accepted share into account.
   *
   * @param difficulty what it was credited with
   */
  synchronized void credit(double difficulty, long nowNanos) {
    if (!counting || nowNanos - lastShareNanos >= WINDOW.toNanos()) {
      counting = true;
      beginNanos = nowNanos;
      lastSlot = 0;
      Arrays.fill(credited, 0);
    } else {
      advanceTo(nowNanos);
      credited[slotIndex(lastSlot)] += difficulty;
    }
    lastShareNanos = nowNanos;
  }

  /** Hashes a second, as far as can be told; 0 when nothing can. */
  synchronized double hashesPerSecond(long nowNanos) {
    if (!counting || nowNanos - lastShareNanos >= WINDOW.toNanos()) {
      return 0;
    }
    advanceTo(nowNanos);
    long firstSlot = Math.max(0, lastSlot - SLOTS + 1);
    double seconds = (nowNanos - beginNanos - firstSlot * SLOT_NANOS) / 1e9;
    return seconds <= 0 ? 0 : Arrays.stream(credited).sum() * hashesPerDifficulty / seconds;
  }

  /** Empties the slots that came into the window since the last call. */
  private void advanceTo(long nowNanos) {
    long slot = (nowNanos - beginNanos) / SLOT_NANOS;
    for (long fresh = Math.max(lastSlot + 1, slot - SLOTS + 1); fresh <= slot; fresh++) {
      credited[slotIndex(fresh)] = 0;
    }
    lastSlot = Math.max(lastSlot, slot);
  }

  private static int slotIndex(long slot) {
    return (int) (slot % SLOTS);
  }
}
