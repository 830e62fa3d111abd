/**
 * The PROXY protocol, versions 1 and 2: the header by which a load balancer tells on whose behalf
 * it connects (SPEC L5).
 *
 * <p>{@link io.stratumj.nio.proxy.ProxyHeaderReader} takes bytes and needs no socket. Whom to
 * believe is not decided here.
 *
 * <p>Source: <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY
 * protocol, versions 1 &amp; 2</a>.
 */
@NullMarked
package io.stratumj.nio.proxy;

import org.jspecify.annotations.NullMarked;
