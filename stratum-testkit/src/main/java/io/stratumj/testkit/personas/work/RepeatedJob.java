package io.stratumj.testkit.personas.work;

/** What a program does with a job id it has had on this connection. */
public enum RepeatedJob {
  /** It ignores the notify: whatever is new in it is lost. */
  IGNORED,
  /** It goes on as with any other job. */
  TAKEN,
  /** It starts anew at its first extranonce2, and finds the same shares again. */
  RESTARTED
}
