package io.stratumj.core.session;

import java.util.concurrent.atomic.LongAdder;

/** Counts what became of accepted shares. <em>Thread-safe.</em> */
final class ShareTally {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder notRecorded = new LongAdder();

  /** A share was good, and offered to the sink. */
  void accepted() {
    accepted.increment();
  }

  /** Its miner was told true. */
  void acknowledged() {
    acknowledged.increment();
  }

  /** Its miner was told that it was not recorded. */
  void notRecorded() {
    notRecorded.increment();
  }

  /** The counts. Reads the effects first, so that they are never more than their causes. */
  ShareCounts counts() {
    long told = acknowledged.sum();
    long refused = notRecorded.sum();
    return new ShareCounts(accepted.sum(), told, refused);
  }
}
