package io.stratumj.examples.store;

import io.stratumj.core.spi.BlockVerdict;

/** The words the books have for what became of a block. */
final class Verdicts {
  /** Nobody has said yet. */
  static final String PENDING = "pending";

  /** The one that means that no round has ended. */
  static final String REJECTED = "rejected";

  private Verdicts() {}

  static String word(BlockVerdict verdict) {
    if (verdict instanceof BlockVerdict.Accepted) {
      return "accepted";
    }
    if (verdict instanceof BlockVerdict.Rejected) {
      return REJECTED;
    }
    if (verdict instanceof BlockVerdict.Duplicate) {
      return "duplicate";
    }
    if (verdict instanceof BlockVerdict.Inconclusive) {
      return "inconclusive";
    }
    if (verdict instanceof BlockVerdict.Unknown) {
      return "unknown";
    }
    throw new IllegalArgumentException("no word for " + verdict);
  }

  static String reason(BlockVerdict verdict) {
    if (verdict instanceof BlockVerdict.Rejected rejected) {
      return rejected.reason();
    }
    if (verdict instanceof BlockVerdict.Unknown unknown) {
      return unknown.detail();
    }
    return "";
  }
}
