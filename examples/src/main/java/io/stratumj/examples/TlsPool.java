package io.stratumj.examples;

import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.JobSource;
import io.stratumj.nio.BanList;
import io.stratumj.nio.ListenerOptions;
import io.stratumj.nio.Network;
import io.stratumj.nio.ProxyProtocol;
import io.stratumj.nio.StratumServer;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** A pool behind a load balancer that sends PROXY headers, with plain and TLS listeners. */
final class TlsPool {
  private TlsPool() {}

  static StratumServer on(
      int port, int tlsPort, Supplier<SSLContext> certificate, BanList bans, JobSource jobs) {
    var proxies = List.of(Network.parse("10.0.0.0/8"), Network.parse("127.0.0.1"));
    var plain = ListenerOptions.of("0.0.0.0", port);
    var tls = ListenerOptions.of("0.0.0.0", tlsPort).withTls(certificate); // asked per connection
    return StratumServer.builder(jobs, Authorizer.acceptAll())
        .listen(plain.withProxyProtocol(ProxyProtocol.OPTIONAL, proxies))
        .listen(tls.withProxyProtocol(ProxyProtocol.REQUIRED, proxies))
        .connectionsPerAddress(1_000) // the miners behind the balancer, not the balancer
        .addressGate(bans) // bans.ban(address, Duration.ofMinutes(10)) at any time
        .build();
  }
}
