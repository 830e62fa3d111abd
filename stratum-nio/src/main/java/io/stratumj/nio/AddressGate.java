package io.stratumj.nio;

import java.net.InetAddress;

/**
 * Decides which addresses may connect at all (SPEC L4). There is none unless the pool gives one:
 * {@link BanList} is one that the pool fills at run time.
 *
 * <p>Asked once for each connection, before anything is read from it or, behind a trusted proxy, as
 * soon as the proxy has named the client; always with the miner's own address. Trusted proxies are
 * not asked about. Connections that exist already are not asked about again: end them with {@code
 * server.protocol().sessions()}.
 *
 * <p>Called on the event loops, several at a time: must be <em>thread-safe</em> and must not block.
 * A throw refuses that connection and is logged.
 */
@FunctionalInterface
public interface AddressGate {
  /** Whether a connection from this address is served. */
  boolean admits(InetAddress address);

  /** Admits everybody. */
  static AddressGate open() {
    return address -> true;
  }
}
