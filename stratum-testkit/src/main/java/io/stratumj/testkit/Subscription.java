package io.stratumj.testkit;

/**
 * What a subscribe reply, or a set_extranonce, gave a miner. Immutable.
 *
 * @param sessionId the token to resume with; empty if the pool gave none
 * @param extranonce1 hex
 * @param extranonce2Size how many bytes the miner appends, 1 to 8 for anything this miner can mine
 */
record Subscription(String sessionId, String extranonce1, int extranonce2Size) {
  Subscription withExtranonce(String newExtranonce1, int newSize) {
    return new Subscription(sessionId, newExtranonce1, newSize);
  }

  /** The counter as extranonce2, least significant byte first, as most miners write it. */
  String extranonce2(long counter) {
    StringBuilder hex = new StringBuilder(2 * extranonce2Size);
    for (int i = 0; i < extranonce2Size; i++) {
      hex.append(String.format("%02x", i < Long.BYTES ? (counter >>> (8 * i)) & 0xff : 0));
    }
    return hex.toString();
  }

  /** How often the counter has been through all values of extranonce2. */
  long timesAround(long counter) {
    return extranonce2Size < Long.BYTES ? counter >>> (8 * extranonce2Size) : 0;
  }
}
