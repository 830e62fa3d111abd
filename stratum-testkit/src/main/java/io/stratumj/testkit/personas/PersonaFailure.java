package io.stratumj.testkit.personas;

import io.stratumj.testkit.Transcript;

/**
 * The pool did something, or failed to, that makes a real mining program crash, be confused or go
 * elsewhere. An {@link AssertionError}, so any test framework counts it as a failed test; the
 * message ends with the {@link Transcript}.
 */
public final class PersonaFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String persona;
  private final String rule;
  private final String line;
  private final String transcript;

  PersonaFailure(
      String persona, String rule, String line, String consequence, Transcript transcript) {
    super(
        persona
            + " "
            + consequence
            + "\nrule: "
            + rule
            + (line.isEmpty() ? "" : "\nline: " + line)
            + "\n"
            + transcript);
    this.persona = persona;
    this.rule = rule;
    this.line = line;
    this.transcript = transcript.toString();
  }

  /** Who failed, as {@link MinerModel#title()} has it. */
  public String persona() {
    return persona;
  }

  /** The rule that was broken, in words. */
  public String rule() {
    return rule;
  }

  /** The line that broke it; empty if it was one that did not come. */
  public String line() {
    return line;
  }

  /** What went over the connections until then. */
  public String transcript() {
    return transcript;
  }
}
