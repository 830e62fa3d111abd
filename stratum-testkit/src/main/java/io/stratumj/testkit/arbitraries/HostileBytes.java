package io.stratumj.testkit.arbitraries;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What arrives at an open port from anybody: bytes that need not be lines, text or finite. None of
 * it may do more than end its own connection. Stateless.
 */
public final class HostileBytes {
  private static final int RANDOM_BYTES_MAX = 2_000;

  private HostileBytes() {}

  /** All of the below, and requests that were damaged on the way. */
  public static Arbitrary<byte[]> any() {
    return Arbitraries.oneOf(
        random(), tlsHellos(), httpRequests(), unfinished(20_000), invalidUtf8(), damaged());
  }

  /** Random bytes, line ends among them. */
  public static Arbitrary<byte[]> random() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(RANDOM_BYTES_MAX);
  }

  /** The beginning of a TLS handshake (SPEC F3): BFGMiner tries that first on a plain port. */
  public static Arbitrary<byte[]> tlsHellos() {
    return Combinators.combine(
            Arbitraries.bytes().between((byte) 1, (byte) 3),
            Arbitraries.bytes().array(byte[].class).ofMinSize(43).ofMaxSize(512))
        .as(
            (minor, body) -> {
              byte[] hello = Arrays.copyOf(new byte[] {0x16, 3, minor, 0, 0, 1}, 6 + body.length);
              hello[3] = (byte) ((body.length + 1) >>> 8);
              hello[4] = (byte) (body.length + 1);
              System.arraycopy(body, 0, hello, 6, body.length);
              return hello;
            });
  }

  /** A web browser, a scanner, a proxy (SPEC F3). */
  public static Arbitrary<byte[]> httpRequests() {
    return Arbitraries.of(
            "GET / HTTP/1.1\r\nHost: pool\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
            "HEAD /favicon.ico HTTP/1.0\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\n\r\n",
            "CONNECT pool:443 HTTP/1.1\r\n\r\n")
        .map(text -> text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A line that does not end, up to as many bytes (SPEC F2). */
  public static Arbitrary<byte[]> unfinished(int bytesMax) {
    return Combinators.combine(
            Arbitraries.of("x", "{\"id\":1,\"method\":\"", "[", "\u0000", " "),
            Arbitraries.integers().between(1, bytesMax))
        .as(
            (text, size) ->
                text.repeat(size / text.length() + 1)
                    .substring(0, size)
                    .getBytes(StandardCharsets.US_ASCII));
  }

  /** A finished line with a string in it that is no UTF-8. */
  public static Arbitrary<byte[]> invalidUtf8() {
    return Arbitraries.of(
            "\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080")
        .map(text -> "{\"id\":1,\"method\":\"" + text + "\",\"params\":[]}\n")
        .map(line -> line.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A finished request with one byte changed. */
  public static Arbitrary<byte[]> damaged() {
    return Combinators.combine(
            RequestLines.any(), Arbitraries.integers().between(0, 999), Arbitraries.bytes())
        .as(
            (request, permille, changed) -> {
              byte[] bytes = (request.line() + "\n").getBytes(StandardCharsets.UTF_8);
              bytes[permille * bytes.length / 1_000] = changed;
              return bytes;
            });
  }
}
