package io.stratumj.testkit.swarm.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Brings miners online: in order, not before their time, and not too many handshakes at once.
 * <em>Confined to the swarm's thread.</em>
 */
final class Gathering {
  private final SwarmRun run;
  private final ArrayDeque<Coming> coming = new ArrayDeque<>();
  private int handshaking;
  private int honestAway;

  private record Coming(SwarmMiner miner, long atNanos) {}

  Gathering(SwarmRun run) {
    this.run = run;
  }

  /** Has all miners come, spread over the time for ramping up. */
  void summonAll(long rampNanos) {
    int count = run.miners().size();
    for (int i = 0; i < count; i++) {
      comeBack(run.miners().get(i), run.now() + rampNanos / count * i);
    }
  }

  /** Has one come again. Times must not go back from call to call by much: it waits in line. */
  void comeBack(SwarmMiner miner, long atNanos) {
    honestAway += miner.isHonest() ? 1 : 0;
    coming.add(new Coming(miner, atNanos));
  }

  /** A handshake is over, one way or another. */
  void handshakeOver(SwarmMiner miner) {
    handshaking--;
    honestAway -= miner.isHonest() ? 1 : 0;
  }

  /** Sends nobody any more. */
  void stop() {
    coming.clear();
  }

  /** Whether nobody is on the way, but for those who come and go as they like. */
  boolean isComplete() {
    return honestAway == 0;
  }

  /** Begins the handshakes that are due, and tells in how many nanoseconds the next one is. */
  long turn() {
    while (!coming.isEmpty() && handshaking < run.options().handshakes()) {
      long wait = coming.getFirst().atNanos() - run.now();
      if (wait > 0) {
        return wait;
      }
      SwarmMiner miner = coming.removeFirst().miner();
      handshaking++;
      miner.connect(source(miner.index()));
    }
    return Duty.NEVER;
  }

  private Optional<InetSocketAddress> source(int miner) {
    int sources = run.options().sources();
    if (sources == 0) {
      return Optional.empty();
    }
    byte last = (byte) (1 + miner % sources);
    try {
      return Optional.of(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, last}), 0));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
