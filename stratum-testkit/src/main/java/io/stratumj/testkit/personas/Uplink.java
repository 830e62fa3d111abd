package io.stratumj.testkit.personas;

/** What a persona does to the connection it is on. Called inside the calls into the persona. */
public interface Uplink {
  /** Writes bytes, in one piece. */
  void write(byte[] bytes);

  /** Ends the sending direction; what the pool still says is read. */
  void endSending();

  /** Closes. The persona is not told of the end it made itself. */
  void close();
}
