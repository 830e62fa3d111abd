package io.stratumj.nio;

/**
 * What happens when the job source, after it has had jobs, declares that there is no work worth
 * doing.
 */
public enum UnavailablePolicy {
  /** Connections stay and new ones are accepted: the outage is expected to be short. */
  HOLD,
  /** Connections stay, but no new one is accepted until there is a job again. */
  STOP_ACCEPTING,
  /**
   * All connections are closed and none is accepted until there is a job again: miners go to their
   * next pool.
   */
  DISCONNECT_ALL
}
