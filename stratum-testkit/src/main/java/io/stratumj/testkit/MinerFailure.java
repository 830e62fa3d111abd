package io.stratumj.testkit;

/**
 * The pool did not do what the miner was waiting for: nothing came in time, something else came, or
 * the connection ended. An {@link AssertionError}, so any test framework counts it as a failed test
 * and not as an error; the message ends with the {@link Transcript}.
 */
public final class MinerFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String transcript;

  /**
   * A failure with the transcript as it is now.
   *
   * @param problem what was waited for in vain, in a sentence
   */
  public MinerFailure(String problem, Transcript transcript) {
    super(problem + "\n" + transcript);
    this.transcript = transcript.toString();
  }

  MinerFailure(String problem, Transcript transcript, Throwable cause) {
    this(problem, transcript);
    initCause(cause);
  }

  /** What went over the connection until then, as {@link Transcript#toString()} prints it. */
  public String transcript() {
    return transcript;
  }
}
