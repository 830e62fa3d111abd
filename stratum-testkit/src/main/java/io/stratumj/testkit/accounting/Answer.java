package io.stratumj.testkit.accounting;

/**
 * What a miner was told of a share it sent, as far as the books are concerned, and what may stand
 * in the store for it.
 */
public enum Answer {
  /** True: the share is in the store, once. */
  ACCEPTED,
  /**
   * It was refused as a duplicate: it is in the store, or was being recorded when it came again.
   */
  DUPLICATE,
  /** It was refused because its hash misses the target: it is not in the store. */
  LOW_DIFFICULTY,
  /**
   * "Share not recorded": it is not in the store, unless the sink cannot withdraw what was recorded
   * late; it may be sent again, and is then no duplicate.
   */
  NOT_RECORDED,
  /** It was refused because a new block had replaced its job: it is not in the store. */
  STALE,
  /** It was refused for any other reason: it is not in the store. */
  REFUSED,
  /** Nothing, because the connection ended first: it may be in the store. */
  NOTHING;

  /** Whether a share with this answer may stand in the store. */
  boolean allowsRecord() {
    return this == ACCEPTED || this == NOTHING;
  }
}
