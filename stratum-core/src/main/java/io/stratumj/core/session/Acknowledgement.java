package io.stratumj.core.session;

/** When a miner is told that its share was accepted (SPEC S7). */
public enum Acknowledgement {
  /** When the sink's stage has completed: what was acknowledged is safe. */
  ON_RECORDED,
  /**
   * As soon as the share is validated. Faster for a slow sink, and lossy: a share the sink then
   * fails to record was acknowledged all the same.
   */
  ON_VALIDATED
}
