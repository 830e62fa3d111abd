package io.stratumj.testkit.swarm.load;

/**
 * How some miners of a swarm misbehave. Each of them begins once it is ready, unless it says
 * otherwise, at a moment that comes from the swarm's seed; one whose connection ends comes back,
 * and does it again.
 */
public enum Misbehaviour {
  /** Whatever it sends arrives in pieces of a few bytes, the handshake included. */
  FRAGMENTING,
  /** It stops in the middle of a line, and goes on up to a second later. */
  STALLING,
  /** It ends its sending direction and goes on reading. */
  HALF_CLOSING,
  /** It resets its connection in the middle of a line. */
  RESETTING,
  /** It sends random bytes. */
  RAW_BYTES,
  /** It sends a line that is longer than any pool allows. */
  OVERSIZE_LINES,
  /** It reads no more than a kilobyte a second. */
  SLOW_READING,
  /** Its clock is off, so that the times of its shares are up to three hours wrong. */
  SKEWED_CLOCK
}
