package io.stratumj.testkit.conformance.probe;

/** A case cannot be run against this pool; the message says why. */
public final class Skipped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For this reason. */
  public Skipped(String reason) {
    super(reason);
  }
}
