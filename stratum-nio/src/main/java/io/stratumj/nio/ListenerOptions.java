package io.stratumj.nio;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * One address a server listens on. <em>Immutable.</em> Start from {@link #of}.
 *
 * @param host the local address or its name; {@code 0.0.0.0} or {@code ::} for all of them, of both
 *     versions of IP where the system has both
 * @param port the port; 0 lets the system choose one, which {@link StratumServer#address()} tells
 * @param backlog how many connections the kernel holds until they are accepted. After a restart a
 *     whole pool connects within a second, and a connection that finds the backlog full retries
 *     only a second later, so the default is 4096. The kernel's own limit ({@code
 *     net.core.somaxconn}) also applies.
 * @param proxyProtocol whether connections begin with a PROXY header
 * @param trustedProxies whose PROXY headers are believed
 * @param tls whether, and with which context, connections speak TLS
 */
public record ListenerOptions(
    String host,
    int port,
    int backlog,
    ProxyProtocol proxyProtocol,
    List<Network> trustedProxies,
    Optional<Supplier<SSLContext>> tls) {
  /** The default backlog. */
  public static final int BACKLOG = 4096;

  /** Copies the list. */
  public ListenerOptions {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** Listens on this address, for plain connections, with the default backlog. */
  public static ListenerOptions of(String host, int port) {
    return new ListenerOptions(host, port, BACKLOG, ProxyProtocol.OFF, List.of(), Optional.empty());
  }

  /** The same with another backlog. */
  public ListenerOptions withBacklog(int connections) {
    return new ListenerOptions(host, port, connections, proxyProtocol, trustedProxies, tls);
  }

  /**
   * The same behind load balancers that send PROXY headers.
   *
   * @param trusted the networks they connect from; at least one, because a header of anybody else
   *     would let everybody have any address
   */
  public ListenerOptions withProxyProtocol(ProxyProtocol mode, List<Network> trusted) {
    return new ListenerOptions(host, port, backlog, mode, trusted, tls);
  }

  /**
   * The same with TLS, version 1.2 or later. A PROXY header comes before the TLS handshake.
   *
   * @param contexts asked for each new connection, so a renewed certificate is used as soon as
   *     another context is supplied; called on the event loops, several at a time, so it must be
   *     thread-safe and must not block. A throw ends that connection and is logged
   */
  public ListenerOptions withTls(Supplier<SSLContext> contexts) {
    return new ListenerOptions(
        host, port, backlog, proxyProtocol, trustedProxies, Optional.of(contexts));
  }

  /** Adds what is wrong with this to the list. */
  void check(List<String> problems) {
    if (host.isBlank()) {
      problems.add("host of a listener is blank");
    }
    if (port < 0 || port > 65_535) {
      problems.add("port of a listener is not in 0 to 65535: " + port);
    }
    if (backlog < 1) {
      problems.add("backlog of a listener is less than 1: " + backlog);
    }
    if (proxyProtocol == ProxyProtocol.OFF && !trustedProxies.isEmpty()) {
      problems.add("listener " + this + " trusts proxies, but its PROXY protocol is off");
    }
    if (proxyProtocol != ProxyProtocol.OFF && trustedProxies.isEmpty()) {
      problems.add("listener " + this + " has the PROXY protocol on, but trusts no network");
    }
  }

  /** Host and port as people write them: {@code 0.0.0.0:3333}, {@code [::]:3333}. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
