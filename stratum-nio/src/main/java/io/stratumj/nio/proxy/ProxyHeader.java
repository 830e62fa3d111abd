package io.stratumj.nio.proxy;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a PROXY header says. <em>Immutable.</em>
 *
 * @param source where the client connected to the proxy from; absent if the proxy speaks for itself
 *     ({@code LOCAL}, as health checks do) or does not know or say ({@code UNKNOWN}, {@code
 *     UNSPEC}, sockets that are not TCP over IP)
 */
public record ProxyHeader(Optional<InetSocketAddress> source) {
  /** A header that names nobody. */
  static final ProxyHeader NOBODY = new ProxyHeader(Optional.empty());

  /** A header that names this client. */
  static ProxyHeader of(InetSocketAddress source) {
    return new ProxyHeader(Optional.of(source));
  }
}
