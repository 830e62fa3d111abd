package io.stratumj.nio;

import io.stratumj.core.session.Stage;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The way in behind one listener: who may come, and which stages lie between the socket and the
 * conversation. <em>Thread-safe.</em>
 *
 * <pre>
 *   socket -> PROXY header -> gate and count -> TLS -> conversation
 * </pre>
 *
 * <p>Stages that a listener does not want are not there: behind a plain one, conversations take the
 * bytes of the socket.
 */
final class Entrance {
  private final ListenerOptions listener;
  private final ServerOptions options;
  private final Doorkeeper doorkeeper;
  private final Executor tlsTasks;

  /**
   * An entrance.
   *
   * @param tlsTasks where TLS handshakes are computed
   */
  Entrance(
      ListenerOptions listener, ServerOptions options, Doorkeeper doorkeeper, Executor tlsTasks) {
    this.listener = listener;
    this.options = options;
    this.doorkeeper = doorkeeper;
    this.tlsTasks = tlsTasks;
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
  Stage.Opener opener(Stage.Opener conversations, EventLoop loop) {
    Stage.Opener secured =
        listener.tls().map(contexts -> tls(contexts, conversations, loop)).orElse(conversations);
    Stage.Opener counted = doorkeeper.counting(secured);
    if (listener.proxyProtocol() == ProxyProtocol.OFF) {
      return counted;
    }
    boolean required = listener.proxyProtocol() == ProxyProtocol.REQUIRED;
    long timeoutNanos = options.preambleTimeout().toNanos();
    return (sink, remote, nowNanos) ->
        trusts(remote)
            ? new ProxyStage(
                new ProxyStage.Trusted(required, secured, doorkeeper.asking(counted)),
                sink,
                remote,
                timeoutNanos,
                nowNanos)
            : new ProxyStage(
                new ProxyStage.Untrusted(counted), sink, remote, timeoutNanos, nowNanos);
  }

  private Stage.Opener tls(
      Supplier<SSLContext> contexts, Stage.Opener conversations, EventLoop loop) {
    TlsWorkshop workshop =
        new TlsWorkshop(
            loop.tlsBuffers(),
            tlsTasks,
            loop.tasks(),
            loop::now,
            options.preambleTimeout().toNanos());
    return (sink, remote, nowNanos) ->
        new TlsStage(workshop, engine(contexts), conversations, sink, remote, nowNanos);
  }

  private static SSLEngine engine(Supplier<SSLContext> contexts) {
    SSLEngine engine = contexts.get().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(TlsRecords.allowed(engine.getEnabledProtocols()));
    return engine;
  }

  private boolean trusts(SocketAddress remote) {
    return remote instanceof InetSocketAddress inet
        && listener.trustedProxies().stream()
            .anyMatch(network -> network.contains(inet.getAddress()));
  }
}
