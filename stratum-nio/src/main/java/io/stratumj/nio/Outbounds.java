package io.stratumj.nio;

import java.util.ArrayDeque;

/**
 * Lends an event loop's connections what they keep their outbound bytes in. Mostly a few are enough
 * for all: bytes are appended and soon written, and only a connection whose socket takes no more
 * holds its own for longer. <em>Loop-confined.</em>
 */
final class Outbounds {
  private final Segments segments;
  private final ArrayDeque<Outbound> spare = new ArrayDeque<>(ConnectionSet.FEW);

  /**
   * None lent yet.
   *
   * @param segments what the bytes are kept in
   */
  Outbounds(Segments segments) {
    this.segments = segments;
  }

  /** An empty one. */
  Outbound lend() {
    Outbound lent = spare.pollLast();
    return lent == null ? new Outbound(segments) : lent;
  }

  /** Takes back one that is empty and refused nothing. */
  void giveBack(Outbound outbound) {
    if (spare.size() < ConnectionSet.FEW) {
      spare.addLast(outbound);
    }
  }
}
