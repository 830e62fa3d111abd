package io.stratumj.core.session;

/**
 * What happens to a share of a session of which as many wait to be recorded as may (SPEC S7). There
 * is no third way: nothing is dropped without a word.
 */
public enum ShareOverflow {
  /**
   * It is refused with "Share not recorded", and may be sent again. The session goes on answering
   * everything else, and a miner whose pool is behind hears so at once; but work is lost unless the
   * miner sends it again, which most do not.
   */
  REFUSE,
  /**
   * The session's lines are not read until a share is settled: the network fills up, and the miner
   * waits. No share is refused for want of room, but everything else the miner says waits too, for
   * as long as the sink is behind, though never longer than the recording limit; and shares that
   * wait while a new block comes are stale when they are read.
   */
  PAUSE_READING
}
