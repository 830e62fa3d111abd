package io.stratumj.nio;

/**
 * Whether connections to a listener begin with a PROXY header, by which a load balancer names the
 * miner it connects for (SPEC L5). Versions 1 and 2 are read.
 *
 * <p>Only trusted proxies are believed, because anybody can write any address.
 */
public enum ProxyProtocol {
  /** Connections begin with what the miner says. */
  OFF,
  /**
   * Connections of trusted proxies may begin with a header; others that do are refused, and without
   * a header everybody is who they connect as.
   */
  OPTIONAL,
  /** Connections of trusted proxies begin with a header; all others are refused. */
  REQUIRED
}
