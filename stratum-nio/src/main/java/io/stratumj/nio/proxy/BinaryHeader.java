package io.stratumj.nio.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Version 2 of the header: addresses in binary, and extensions, of which a checksum is heeded. */
final class BinaryHeader {
  /** Bytes before addresses and TLVs. */
  static final int FIXED_BYTES = 16;

  /** Where the 16-bit length of the rest is. */
  static final int LENGTH_AT = 14;

  private static final int COMMAND_AT = 12;
  private static final int FAMILY_AT = 13;
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int UNIX_BYTES = 216;
  private static final int TLV_FIXED_BYTES = 3;
  private static final int TLV_CRC32C = 0x03;
  private static final int CRC_BYTES = 4;

  private BinaryHeader() {}

  /** Reads a whole header that begins with the signature and is as long as it says. */
  static ProxyHeader parse(byte[] header) throws MalformedProxyHeaderException {
    int command = header[COMMAND_AT] & 0xff;
    if (command != LOCAL && command != PROXY) {
      throw new MalformedProxyHeaderException(
          "version and command are not 2 and LOCAL or PROXY: 0x" + Integer.toHexString(command));
    }
    if (command == LOCAL) {
      return ProxyHeader.NOBODY; // the rest is to be skipped, whatever it is
    }
    int addressesEnd = FIXED_BYTES + addressBytes(header[FAMILY_AT] & 0xff);
    if (header.length < addressesEnd) {
      throw new MalformedProxyHeaderException("too short for the addresses of its family");
    }
    checkExtensions(header, addressesEnd);
    return switch (header[FAMILY_AT] & 0xff) {
      case 0x11 -> source(header, IPV4_BYTES);
      case 0x21 -> source(header, IPV6_BYTES);
      default -> ProxyHeader.NOBODY;
    };
  }

  /** Two bytes, the high one first. */
  static int uint16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /** The bytes of both addresses and ports. */
  private static int addressBytes(int family) throws MalformedProxyHeaderException {
    return switch (family) {
      case 0x00 -> 0; // unspecified
      case 0x11, 0x12 -> 2 * IPV4_BYTES + 4; // TCP, UDP
      case 0x21, 0x22 -> 2 * IPV6_BYTES + 4;
      case 0x31, 0x32 -> UNIX_BYTES; // stream, datagram
      default ->
          throw new MalformedProxyHeaderException(
              "no such family: 0x" + Integer.toHexString(family));
    };
  }

  private static ProxyHeader source(byte[] header, int addressBytes)
      throws MalformedProxyHeaderException {
    int portAt = FIXED_BYTES + 2 * addressBytes;
    try {
      InetAddress address =
          InetAddress.getByAddress(
              Arrays.copyOfRange(header, FIXED_BYTES, FIXED_BYTES + addressBytes));
      return ProxyHeader.of(new InetSocketAddress(address, uint16(header, portAt)));
    } catch (UnknownHostException e) {
      throw new MalformedProxyHeaderException("the source address cannot be read");
    }
  }

  /** Skips type-length-value extensions, which must fill the rest, and compares the checksum. */
  private static void checkExtensions(byte[] header, int from)
      throws MalformedProxyHeaderException {
    int at = from;
    while (at < header.length) {
      int end = at + TLV_FIXED_BYTES;
      end += end <= header.length ? uint16(header, at + 1) : 0;
      if (end > header.length) {
        throw new MalformedProxyHeaderException("an extension is longer than the header");
      }
      if (header[at] == TLV_CRC32C) {
        checkSum(header, at + TLV_FIXED_BYTES, end);
      }
      at = end;
    }
  }

  private static void checkSum(byte[] header, int from, int to)
      throws MalformedProxyHeaderException {
    if (to - from != CRC_BYTES) {
      throw new MalformedProxyHeaderException("the checksum does not have four bytes");
    }
    long claimed = (long) uint16(header, from) << 16 | uint16(header, from + 2);
    byte[] zeroed = header.clone();
    Arrays.fill(zeroed, from, to, (byte) 0);
    CRC32C sum = new CRC32C();
    sum.update(zeroed);
    if (sum.getValue() != claimed) {
      throw new MalformedProxyHeaderException("the checksum is wrong");
    }
  }
}
