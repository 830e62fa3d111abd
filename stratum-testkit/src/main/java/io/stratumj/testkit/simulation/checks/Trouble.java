package io.stratumj.testkit.simulation.checks;

/** What a simulation throws on purpose: whoever reports it reports rightly. */
public final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A trouble of this kind. */
  public Trouble(String kind) {
    super("simulated: " + kind);
  }
}
