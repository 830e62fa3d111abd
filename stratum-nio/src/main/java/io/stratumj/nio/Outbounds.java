package io.stratumj.nio;

import org.jspecify.annotations.Nullable;

/**
 * Lends an event loop's connections what they keep their outbound bytes in. Mostly one is enough
 * for all: bytes are appended and written in one go, and only a connection whose socket takes no
 * more holds its own for longer. <em>Loop-confined.</em>
 */
final class Outbounds {
  private final Segments segments;
  private @Nullable Outbound spare;

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
    Outbound lent = spare;
    spare = null;
    return lent == null ? new Outbound(segments) : lent;
  }

  /** Takes back one that is empty and refused nothing. */
  void giveBack(Outbound outbound) {
    spare = outbound;
  }
}
