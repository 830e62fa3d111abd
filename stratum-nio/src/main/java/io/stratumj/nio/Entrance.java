package io.stratumj.nio;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * The way in behind one listener: who may come, and which stages lie between the socket and the
 * conversation. <em>Thread-safe.</em>
 *
 * <pre>
 *   socket -> PROXY header -> gate and count -> conversation
 * </pre>
 *
 * <p>Stages that a listener does not want are not there: behind a plain one, conversations take the
 * bytes of the socket.
 */
final class Entrance {
  private final ListenerOptions listener;
  private final ServerOptions options;
  private final Doorkeeper doorkeeper;

  Entrance(ListenerOptions listener, ServerOptions options, Doorkeeper doorkeeper) {
    this.listener = listener;
    this.options = options;
    this.doorkeeper = doorkeeper;
  }

  /** Whether a connection from there is worth to be looked at. */
  boolean admits(SocketAddress remote) {
    if (listener.proxyProtocol() == ProxyProtocol.OFF) {
      return doorkeeper.admits(remote);
    }
    return trusts(remote)
        || (listener.proxyProtocol() == ProxyProtocol.OPTIONAL && doorkeeper.admits(remote));
  }

  /** Opens everything that lies before the conversations, and then those. */
  Stage.Opener opener(Stage.Opener conversations) {
    Stage.Opener counted = doorkeeper.counting(conversations);
    if (listener.proxyProtocol() == ProxyProtocol.OFF) {
      return counted;
    }
    boolean required = listener.proxyProtocol() == ProxyProtocol.REQUIRED;
    long timeoutNanos = options.preambleTimeout().toNanos();
    return (sink, remote, nowNanos) ->
        trusts(remote)
            ? new ProxyStage(
                new ProxyStage.Trusted(required, conversations, doorkeeper.asking(counted)),
                sink,
                remote,
                timeoutNanos,
                nowNanos)
            : new ProxyStage(
                new ProxyStage.Untrusted(counted), sink, remote, timeoutNanos, nowNanos);
  }

  private boolean trusts(SocketAddress remote) {
    return remote instanceof InetSocketAddress inet
        && listener.trustedProxies().stream()
            .anyMatch(network -> network.contains(inet.getAddress()));
  }
}
