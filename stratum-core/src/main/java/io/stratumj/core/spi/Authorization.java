package io.stratumj.core.spi;

/** The answer to an authorize. */
public sealed interface Authorization {
  /** The worker may mine. */
  record Allowed() implements Authorization {}

  /**
   * The worker may not.
   *
   * @param reason for the log and listeners; the miner hears only "Unauthorized worker"
   */
  record Denied(String reason) implements Authorization {}

  /** The worker may mine. */
  static Authorization allowed() {
    return new Allowed();
  }

  /** The worker may not mine. */
  static Authorization denied(String reason) {
    return new Denied(reason);
  }
}
