package io.stratumj.api.work;

/** The judgement of a share. */
public sealed interface ShareResult {
  /**
   * The share counts.
   *
   * @param share what was recorded
   */
  record Accepted(AcceptedShare share) implements ShareResult {}

  /**
   * The share does not count.
   *
   * @param share what the miner claimed
   * @param reason why not
   */
  record Rejected(Share share, RejectReason reason) implements ShareResult {}
}
