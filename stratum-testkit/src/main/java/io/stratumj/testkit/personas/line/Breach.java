package io.stratumj.testkit.personas.line;

/** The pool broke a rule: thrown to whoever drives the program, who adds the transcript. */
public final class Breach extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Rule rule;
  private final String line;

  /**
   * A breach.
   *
   * @param line what the pool said, empty if it is what it did not say
   * @param consequence what the real program does about it
   */
  public Breach(Rule rule, String line, String consequence) {
    super(consequence);
    this.rule = rule;
    this.line = line;
  }

  /** What was broken. */
  public Rule rule() {
    return rule;
  }

  /** The line that broke it; empty if a missing line did. */
  public String line() {
    return line;
  }
}
