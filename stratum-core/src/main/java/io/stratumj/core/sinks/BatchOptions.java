package io.stratumj.core.sinks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of a {@link BatchingShareSink}, each with its default and the reason for it.
 * Immutable; start from {@link #defaults()}.
 *
 * @param sharesMax shares in one batch [1,000]: ten times as many make a commit hardly cheaper per
 *     share, and a transaction ten times as long
 * @param linger how long the first share of a batch waits for others [2 ms]: about as long as a
 *     disk takes to commit. Zero writes at once what is there; while one batch is written the next
 *     gathers anyway
 * @param queueMax shares that wait for their batch [65,536], past which shares are refused: more
 *     would wait longer than miners do (5 s) at 13,000 shares a second, and be refused then
 * @param retryDelay how long after a failure the sink, if nothing else is to be written, tries
 *     again to take shares out of the store whose miners heard that they are not in it [1 s]
 * @param closeTimeout how long {@link BatchingShareSink#close()} waits for what is still to be
 *     written [5 s]
 */
public record BatchOptions(
    int sharesMax, Duration linger, int queueMax, Duration retryDelay, Duration closeTimeout) {
  private static final Duration WAIT_MAX = Duration.ofHours(1);
  private static final BatchOptions DEFAULTS =
      new BatchOptions(
          1_000, Duration.ofMillis(2), 65_536, Duration.ofSeconds(1), Duration.ofSeconds(5));

  /**
   * Checks every bound.
   *
   * @throws IllegalArgumentException naming all that are out of range
   */
  public BatchOptions {
    List<String> problems = new ArrayList<>();
    requireInRange("sharesMax", sharesMax, problems);
    requireInRange("queueMax", queueMax, problems);
    requireInRange("linger", linger, Duration.ZERO, problems);
    requireInRange("retryDelay", retryDelay, Duration.ofMillis(1), problems);
    requireInRange("closeTimeout", closeTimeout, Duration.ofMillis(1), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** The bounds that fit one database on a disk of its own. */
  public static BatchOptions defaults() {
    return DEFAULTS;
  }

  /** With another {@link #sharesMax()}. */
  public BatchOptions withSharesMax(int most) {
    return new BatchOptions(most, linger, queueMax, retryDelay, closeTimeout);
  }

  /** With another {@link #linger()}. */
  public BatchOptions withLinger(Duration longest) {
    return new BatchOptions(sharesMax, longest, queueMax, retryDelay, closeTimeout);
  }

  /** With another {@link #queueMax()}. */
  public BatchOptions withQueueMax(int most) {
    return new BatchOptions(sharesMax, linger, most, retryDelay, closeTimeout);
  }

  /** With another {@link #retryDelay()}. */
  public BatchOptions withRetryDelay(Duration delay) {
    return new BatchOptions(sharesMax, linger, queueMax, delay, closeTimeout);
  }

  /** With another {@link #closeTimeout()}. */
  public BatchOptions withCloseTimeout(Duration longest) {
    return new BatchOptions(sharesMax, linger, queueMax, retryDelay, longest);
  }

  private static void requireInRange(String name, int value, List<String> problems) {
    if (value < 1 || value > 10_000_000) {
      problems.add(name + " must be in 1..10000000, not " + value);
    }
  }

  private static void requireInRange(
      String name, Duration value, Duration min, List<String> problems) {
    if (value.compareTo(min) < 0 || value.compareTo(WAIT_MAX) > 0) {
      problems.add(name + " must be from " + min + " to " + WAIT_MAX + ", not " + value);
    }
  }
}
