package io.stratumj.testkit.floor;

/** What a floor knows of one miner. Confined to the floor's thread. */
final class FloorConnection {
  static final byte[] NOTHING = new byte[0];

  final int extranonce1;
  boolean authorized;

  /** The beginning of a line whose end has not come. */
  byte[] unread = NOTHING;

  /** What the socket has not taken yet. */
  byte[] unwritten = NOTHING;

  FloorConnection(int extranonce1) {
    this.extranonce1 = extranonce1;
  }
}
