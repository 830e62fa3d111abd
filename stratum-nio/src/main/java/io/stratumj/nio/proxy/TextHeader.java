package io.stratumj.nio.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Version 1 of the header: a line of text. */
final class TextHeader {
  private static final int WORDS = 6;
  private static final int PORT_MAX = 65_535;

  private TextHeader() {}

  /** Reads a whole line that begins with {@code PROXY} and ends with LF. */
  static ProxyHeader parse(byte[] line) throws MalformedProxyHeaderException {
    String text = new String(line, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r\n")) {
      throw new MalformedProxyHeaderException("the line does not end with CR LF");
    }
    String[] words = text.substring(0, text.length() - 2).split(" ", -1);
    if (words[1].equals("UNKNOWN")) {
      return ProxyHeader.NOBODY; // whatever follows is to be ignored
    }
    boolean ipv6 = words[1].equals("TCP6");
    if (!ipv6 && !words[1].equals("TCP4")) {
      throw new MalformedProxyHeaderException("the family is not TCP4, TCP6 or UNKNOWN");
    }
    if (words.length != WORDS) {
      throw new MalformedProxyHeaderException("not two addresses and two ports");
    }
    InetAddress source = address(words[2], ipv6, "source");
    address(words[3], ipv6, "destination");
    int port = port(words[4], "source");
    port(words[5], "destination");
    return ProxyHeader.of(new InetSocketAddress(source, port));
  }

  private static InetAddress address(String word, boolean ipv6, String which)
      throws MalformedProxyHeaderException {
    if (ipv6
        ? word.matches("[0-9a-fA-F:.]{2,45}") && word.indexOf(':') >= 0
        : word.matches("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}")) {
      try {
        return InetAddress.getByName(word); // a literal: nobody is asked for a name
      } catch (UnknownHostException e) {
        // reported below
      }
    }
    throw new MalformedProxyHeaderException("the " + which + " address cannot be read");
  }

  private static int port(String word, String which) throws MalformedProxyHeaderException {
    if (word.matches("0|[1-9]\\d{0,4}") && Integer.parseInt(word) <= PORT_MAX) {
      return Integer.parseInt(word);
    }
    throw new MalformedProxyHeaderException("the " + which + " port is not a number to 65535");
  }
}
