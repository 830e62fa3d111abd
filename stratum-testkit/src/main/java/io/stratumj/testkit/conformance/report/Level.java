package io.stratumj.testkit.conformance.report;

/** How much a requirement matters. */
public enum Level {
  /** Real miners break without it, or money or safety is at stake. */
  MUST,
  /** Good pools do it, and some miner is better off; counts only under {@code --strict}. */
  SHOULD,
  /** An extension a pool may offer. Not offering it is no failure. */
  MAY,
  /** A rule that cannot be seen from outside. Listed so that its absence is visible. */
  UNTESTABLE
}
