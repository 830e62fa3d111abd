package io.stratumj.nio;

import io.stratumj.core.spi.DisconnectReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends the connections of one loop away, evenly over a time, so that the pool they go to is not
 * met by all of them at once (SPEC O2). <em>Loop-confined.</em>
 */
final class Drain {
  private final List<Connection> leaving;
  private final boolean askToReconnect;
  private final long spreadNanos;
  private final long beganNanos;
  private final CompletableFuture<Void> done;
  private int sentOff;

  /**
   * Nobody is sent away yet.
   *
   * @param leaving who is to go
   * @param done completed when the last has been told; they may still be taking their replies
   */
  Drain(
      List<Connection> leaving,
      boolean askToReconnect,
      long spreadNanos,
      long nowNanos,
      CompletableFuture<Void> done) {
    this.leaving = leaving;
    this.askToReconnect = askToReconnect;
    this.spreadNanos = spreadNanos;
    this.beganNanos = nowNanos;
    this.done = done;
  }

  /**
   * Sends away those whose time has come.
   *
   * @param anybodyLeft whether anybody is connected at all
   */
  void run(boolean anybodyLeft, long nowNanos) {
    double passed =
        spreadNanos == 0 ? 1 : Math.min(1, (double) (nowNanos - beganNanos) / spreadNanos);
    int due = (int) (leaving.size() * passed);
    while (sentOff < due) {
      leaving.get(sentOff).sendOff(DisconnectReason.SERVER_CLOSING, askToReconnect);
      sentOff++;
    }
    if (sentOff == leaving.size() || !anybodyLeft) {
      end();
    }
  }

  /** How long until the next one is to go. */
  long untilNextNanos(long nowNanos) {
    if (sentOff == leaving.size()) {
      return Long.MAX_VALUE;
    }
    long nextAt = (long) Math.ceil((double) spreadNanos * (sentOff + 1) / leaving.size());
    return Math.max(0, nextAt - (nowNanos - beganNanos));
  }

  /** Nothing more will be done. */
  void end() {
    done.complete(null);
  }
}
