package io.stratumj.testkit.personas.line;

import java.time.Duration;

/** What a program can do to its connection. */
public interface Outlet {
  /** Writes bytes, in one piece. */
  void write(byte[] bytes);

  /** Ends the sending direction and reads on. */
  void endSending();

  /**
   * Closes the connection, to open another.
   *
   * @param pause how long to wait before
   * @param why for the transcript
   */
  void hangUp(Duration pause, String why);

  /** Something worth a note in the transcript. */
  void note(String text);
}
