package io.stratumj.nio;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A range of addresses in CIDR notation: {@code 10.0.0.0/8}, {@code 2001:db8::/32}; an address
 * alone is a range of one. <em>Immutable.</em>
 *
 * <p>An IPv4 address written as IPv6 ({@code ::ffff:10.0.0.1}) is the IPv4 address.
 */
public final class Network {
  private static final int BYTE_BITS = 8;

  private final InetAddress address;
  private final int prefixBits;

  private Network(InetAddress address, int prefixBits) {
    this.address = address;
    this.prefixBits = prefixBits;
  }

  /**
   * Reads a range. Names are not looked up.
   *
   * @throws IllegalArgumentException if it is none; the message tells what is wrong, and what would
   *     be right if bits behind the prefix are set
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(slash < 0 ? text : text.substring(0, slash), text);
    int bits = address.getAddress().length * BYTE_BITS;
    int prefixBits = slash < 0 ? bits : prefix(text.substring(slash + 1), bits, text);
    byte[] masked = masked(address.getAddress(), prefixBits);
    Network network = new Network(byAddress(masked), prefixBits);
    if (!Arrays.equals(masked, address.getAddress())) {
      throw new IllegalArgumentException(
          "bits are set behind the prefix of " + text + "; the network is " + network);
    }
    return network;
  }

  /** Whether an address is in the range. */
  public boolean contains(InetAddress candidate) {
    byte[] bytes = candidate.getAddress();
    return bytes.length == address.getAddress().length
        && Arrays.equals(masked(bytes, prefixBits), address.getAddress());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && prefixBits == network.prefixBits
        && address.equals(network.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + prefixBits;
  }

  /** As it is written: {@code 10.0.0.0/8}. */
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefixBits;
  }

  private static InetAddress address(String literal, String text) {
    boolean ipv6 = literal.indexOf(':') >= 0;
    if (literal.matches(ipv6 ? "[0-9a-fA-F:.]{2,45}" : "\\d{1,3}(\\.\\d{1,3}){3}")) {
      try {
        return InetAddress.getByName(literal); // a literal: nobody is asked for a name
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("no IP address stands in " + text, e);
      }
    }
    throw new IllegalArgumentException("no IP address stands in " + text);
  }

  private static int prefix(String digits, int most, String text) {
    if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException(
          "the prefix of " + text + " is not a number from 0 to " + most);
    }
    return Integer.parseInt(digits);
  }

  private static byte[] masked(byte[] address, int prefixBits) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.max(0, Math.min(BYTE_BITS, prefixBits - i * BYTE_BITS));
      masked[i] = (byte) (address[i] & 0xff << (BYTE_BITS - kept));
    }
    return masked;
  }

  private static InetAddress byAddress(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the length of an address has changed", e);
    }
  }
}
