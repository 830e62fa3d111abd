package io.stratumj.nio;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Which addresses count as one when connections of an address are counted or refused. */
final class Subscriber {
  private static final int PREFIX_BYTES = 8;
  private static final int IPV6_BYTES = 16;

  private Subscriber() {}

  /**
   * An IPv4 address itself; of an IPv6 address the /64 it is in, which one subscriber has whole.
   */
  static InetAddress of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] prefix = Arrays.copyOf(Arrays.copyOf(address.getAddress(), PREFIX_BYTES), IPV6_BYTES);
    try {
      return InetAddress.getByAddress(prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }
}
