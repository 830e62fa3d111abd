package io.stratumj.nio;

import io.stratumj.core.session.ByteSink;
import io.stratumj.core.session.Stage;
import io.stratumj.core.spi.DisconnectReason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is let in, by address: asks the pool's gate, and counts connections of an address where they
 * are limited (SPEC L1, L4). One for a server. <em>Thread-safe.</em>
 *
 * <p>While addresses are not limited nothing is counted and a connection costs nothing here.
 */
final class Doorkeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

  private final AddressGate gate;
  private final int perAddressMax;
  private final ConcurrentHashMap<InetAddress, Integer> connections = new ConcurrentHashMap<>();

  /**
   * Nobody is in yet.
   *
   * @param perAddressMax connections of an address at one time; 0 for any number
   */
  Doorkeeper(AddressGate gate, int perAddressMax) {
    this.gate = gate;
    this.perAddressMax = perAddressMax;
  }

  /** Whether somebody from there may come in now. */
  boolean admits(SocketAddress remote) {
    return !(remote instanceof InetSocketAddress inet) || admits(inet.getAddress());
  }

  /** Counts those who come in, and turns away those who are too many. */
  Stage.Opener counting(Stage.Opener inner) {
    if (perAddressMax == 0) {
      return inner;
    }
    return (sink, remote, nowNanos) ->
        remote instanceof InetSocketAddress inet
            ? openCounted(inner, sink, inet, nowNanos)
            : inner.open(sink, remote, nowNanos);
  }

  /** Asks about those who come in, and turns away those who are not admitted. */
  Stage.Opener asking(Stage.Opener inner) {
    return (sink, remote, nowNanos) ->
        admits(remote) ? inner.open(sink, remote, nowNanos) : refuse(sink, remote);
  }

  /** How many addresses have connections, where they are counted. */
  int addresses() {
    return connections.size();
  }

  private boolean admits(InetAddress address) {
    if (perAddressMax > 0 && connections.getOrDefault(Subscriber.of(address), 0) >= perAddressMax) {
      return false;
    }
    try {
      return gate.admits(address);
    } catch (Throwable thrown) {
      LOG.error("the address gate failed; a connection was refused", EscapedFault.of(thrown));
      return false;
    }
  }

  private Stage openCounted(
      Stage.Opener inner, ByteSink sink, InetSocketAddress remote, long nowNanos) {
    InetAddress subscriber = Subscriber.of(remote.getAddress());
    if (connections.merge(subscriber, 1, Integer::sum) > perAddressMax) {
      leave(subscriber);
      return refuse(sink, remote);
    }
    try {
      return new CountedStage(inner.open(sink, remote, nowNanos), () -> leave(subscriber));
    } catch (Throwable thrown) {
      leave(subscriber);
      throw thrown;
    }
  }

  private void leave(InetAddress subscriber) {
    connections.computeIfPresent(subscriber, (key, count) -> count == 1 ? null : count - 1);
  }

  private static Stage refuse(ByteSink sink, SocketAddress remote) {
    LOG.debug("refused {}", remote);
    sink.closeAfterFlush(DisconnectReason.REFUSED);
    return Stage.NONE;
  }
}
