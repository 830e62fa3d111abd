package io.stratumj.nio.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.nio.proxy.ProxyHeaderReader.Progress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC L5, byte by byte. */
class ProxyHeaderReaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final String TCP4 = "cb007109" + "c6336401" + "c822" + "0d05";
  private static final String TCP6 =
      "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "c822" + "0d05";

  @Test
  void textNamesTheClient() throws Exception {
    assertEquals(
        client("203.0.113.9", 51234), read("PROXY TCP4 203.0.113.9 198.51.100.1 51234 3333\r\n"));
    assertEquals(
        client("2001:db8::1", 51234), read("PROXY TCP6 2001:db8::1 2001:db8::2 51234 3333\r\n"));
    assertEquals(client("0.0.0.0", 0), read("PROXY TCP4 0.0.0.0 255.255.255.255 0 65535\r\n"));
    assertEquals(Optional.empty(), read("PROXY UNKNOWN\r\n"));
    assertEquals(Optional.empty(), read("PROXY UNKNOWN ffff::1 what ever 1 2\r\n"));
  }

  /** The longest line of the specification has 107 bytes with its end. */
  @Test
  void longestTextIsRead() throws Exception {
    String full = "ffff:f...f:ffff".replace("f...f", "ffff:ffff:ffff:ffff:ffff:ffff");
    String line = "PROXY UNKNOWN " + full + " " + full + " 65535 65535\r\n";
    assertEquals(107, line.length());
    assertEquals(Optional.empty(), read(line));
    assertRefused(line.replace("UNKNOWN ", "UNKNOWN  "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 203.0.113.9 198.51.100.1 51234 3333\n",
        "PROXY TCP4 203.0.113.9 198.51.100.1 51234\r\n",
        "PROXY TCP4 203.0.113.9 198.51.100.1 51234 3333 1\r\n",
        "PROXY TCP4 203.0.113.9  198.51.100.1 51234 3333\r\n",
        "PROXY TCP4 203.0.113.256 198.51.100.1 51234 3333\r\n",
        "PROXY TCP4 203.0.113.09 198.51.100.1 51234 3333\r\n",
        "PROXY TCP4 203.0.113 198.51.100.1 51234 3333\r\n",
        "PROXY TCP4 203.0.113.9. 198.51.100.1 51234 3333\r\n",
        "PROXY TCP4 example.org 198.51.100.1 51234 3333\r\n",
        "PROXY TCP4 2001:db8::1 2001:db8::2 51234 3333\r\n",
        "PROXY TCP6 203.0.113.9 198.51.100.1 51234 3333\r\n",
        "PROXY TCP6 2001::db8::1 2001:db8::2 51234 3333\r\n",
        "PROXY TCP6 2001:db8::1%eth0 2001:db8::2 51234 3333\r\n",
        "PROXY TCP4 203.0.113.9 198.51.100.1 65536 3333\r\n",
        "PROXY TCP4 203.0.113.9 198.51.100.1 -1 3333\r\n",
        "PROXY TCP4 203.0.113.9 198.51.100.1 51234 03333\r\n",
        "PROXY UDP4 203.0.113.9 198.51.100.1 51234 3333\r\n",
        "PROXY tcp4 203.0.113.9 198.51.100.1 51234 3333\r\n",
        "PROXY \r\n",
        "PROXY {\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}\n"
      })
  void brokenTextIsRefused(String line) {
    assertRefused(line);
  }

  @Test
  void binaryNamesTheClient() throws Exception {
    assertEquals(client("203.0.113.9", 51234), readHex(SIGNATURE + "2111" + "000c" + TCP4));
    assertEquals(client("2001:db8::1", 51234), readHex(SIGNATURE + "2121" + "0024" + TCP6));
    assertEquals(
        client("203.0.113.9", 51234),
        readHex(SIGNATURE + "2111" + "0015" + TCP4 + "010002" + "6162" + "040001" + "00"),
        "extensions are skipped");
  }

  @Test
  void binaryThatNamesNobody() throws Exception {
    assertEquals(Optional.empty(), readHex(SIGNATURE + "2000" + "0000"), "LOCAL");
    assertEquals(Optional.empty(), readHex(SIGNATURE + "2011" + "0003" + "ffffff"), "LOCAL, noise");
    assertEquals(Optional.empty(), readHex(SIGNATURE + "2100" + "0000"), "UNSPEC");
    assertEquals(Optional.empty(), readHex(SIGNATURE + "2112" + "000c" + TCP4), "UDP");
    assertEquals(Optional.empty(), readHex(SIGNATURE + "2131" + "00d8" + "00".repeat(216)), "UNIX");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1111" + "000c" + TCP4,
        "2211" + "000c" + TCP4,
        "2141" + "000c" + TCP4,
        "2113" + "000c" + TCP4,
        "2111" + "000b" + "cb007109c6336401c8220d",
        "2121" + "000c" + TCP4,
        "2111" + "000e" + TCP4 + "0100",
        "2111" + "000f" + TCP4 + "010001",
        "2111" + "0012" + TCP4 + "030003" + "000000",
        "2111" + "0013" + TCP4 + "030004" + "00000000",
        "2111" + "0ff1" // one more than is read
      })
  void brokenBinaryIsRefused(String rest) {
    assertRefused(HexFormat.of().parseHex(SIGNATURE + rest));
  }

  /** CRC32C of a header, from its definition: polynomial 1EDC6F41, reflected, bit by bit. */
  @Test
  void rightChecksumIsAccepted() throws Exception {
    String before = SIGNATURE + "2111" + "0013" + TCP4 + "030004";
    byte[] zeroed = HexFormat.of().parseHex(before + "00000000");
    int sum = -1;
    for (byte next : zeroed) {
      sum ^= next & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 1) == 0 ? sum >>> 1 : sum >>> 1 ^ 0x82f63b78;
      }
    }
    assertEquals(client("203.0.113.9", 51234), readHex(before + String.format("%08x", ~sum)));
  }

  @Test
  void longestBinaryIsRead() throws Exception {
    int rest = ProxyHeaderReader.BYTES_MAX - 16;
    String header = SIGNATURE + "2111" + String.format("%04x", rest) + TCP4;
    int value = rest - 12 - 3;
    assertEquals(
        client("203.0.113.9", 51234),
        readHex(header + "04" + String.format("%04x", value) + "00".repeat(value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\":1}", "\u0016\u0003\u0001", "PROXYING", "PRO{", "\r\n{", "GET / "})
  void otherBeginningsAreNoHeader(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int cut = 0; cut <= bytes.length; cut++) {
      ProxyHeaderReader reader = new ProxyHeaderReader();
      ByteBuffer first = ByteBuffer.wrap(bytes, 0, cut);
      ByteBuffer second = ByteBuffer.wrap(bytes, cut, bytes.length - cut);
      Progress progress = reader.take(first);
      if (progress == Progress.INCOMPLETE) {
        progress = reader.take(second);
      }
      assertEquals(Progress.ABSENT, progress);
      ByteBuffer all = ByteBuffer.allocate(bytes.length);
      all.put(reader.taken()).put(first).put(second);
      assertArrayEquals(bytes, all.array(), "no byte is lost");
    }
  }

  /** Any cut of the stream gives the same header and leaves the same bytes behind it. */
  @Property(tries = 300)
  void cutsDoNotMatter(@ForAll("headers") byte[] header, @ForAll Random random) throws Exception {
    byte[] stream = Arrays.copyOf(header, header.length + 5);
    Outcome whole = outcome(List.of(ByteBuffer.wrap(stream)));
    List<ByteBuffer> pieces = new java.util.ArrayList<>();
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(1 + random.nextInt(20), stream.length - at);
      pieces.add(ByteBuffer.wrap(Arrays.copyOfRange(stream, at, at + length)));
      at += length;
    }
    assertEquals(whole, outcome(pieces));
  }

  /** Arbitrary bytes behind a right beginning are a header, no header or malformed, and bounded. */
  @Property(tries = 1_000)
  void arbitraryBytesAreContained(@ForAll("noise") byte[] noise) {
    Outcome outcome = outcome(List.of(ByteBuffer.wrap(noise)));
    assertTrue(outcome.taken() <= ProxyHeaderReader.BYTES_MAX);
    assertTrue(!outcome.what().equals("INCOMPLETE") || outcome.left() == 0);
  }

  @Provide
  Arbitrary<byte[]> headers() {
    HexFormat hex = HexFormat.of();
    return Arbitraries.of(
        "PROXY TCP4 203.0.113.9 198.51.100.1 51234 3333\r\n".getBytes(StandardCharsets.US_ASCII),
        "PROXY TCP6 2001:db8::1 ::ffff:1.2.3.4 1 2\r\n".getBytes(StandardCharsets.US_ASCII),
        "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII),
        "PROXY TCP4 x\r\n".getBytes(StandardCharsets.US_ASCII),
        "PROXi".getBytes(StandardCharsets.US_ASCII),
        hex.parseHex(SIGNATURE + "2111" + "000c" + TCP4),
        hex.parseHex(SIGNATURE + "2121" + "0029" + TCP6 + "040002" + "0000"),
        hex.parseHex(SIGNATURE + "2000" + "0003" + "ffffff"),
        hex.parseHex(SIGNATURE + "2111" + "000f" + TCP4 + "010001"),
        hex.parseHex("0d0a0d0b"));
  }

  @Provide
  Arbitrary<byte[]> noise() {
    Arbitrary<byte[]> tail = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    Arbitrary<byte[]> beginnings =
        Arbitraries.of(
            new byte[0],
            "PROXY ".getBytes(StandardCharsets.US_ASCII),
            "PROXY TCP4 ".getBytes(StandardCharsets.US_ASCII),
            HexFormat.of().parseHex(SIGNATURE),
            HexFormat.of().parseHex(SIGNATURE + "211100"));
    return beginnings.flatMap(
        beginning ->
            tail.map(
                rest -> {
                  byte[] both = Arrays.copyOf(beginning, beginning.length + rest.length);
                  System.arraycopy(rest, 0, both, beginning.length, rest.length);
                  return both;
                }));
  }

  private record Outcome(String what, int taken, int left) {}

  private static Outcome outcome(List<ByteBuffer> pieces) {
    ProxyHeaderReader reader = new ProxyHeaderReader();
    String what = "INCOMPLETE";
    for (int i = 0; i < pieces.size() && what.equals("INCOMPLETE"); i++) {
      try {
        what = reader.take(pieces.get(i)) + "";
        if (what.equals("COMPLETE")) {
          what += reader.header().orElseThrow();
        }
      } catch (MalformedProxyHeaderException e) {
        what = e.getMessage();
      }
    }
    int left = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
    return new Outcome(what, reader.taken().remaining(), left);
  }

  private static Optional<InetSocketAddress> client(String host, int port) {
    return Optional.of(new InetSocketAddress(host, port));
  }

  private static Optional<InetSocketAddress> read(String text) throws Exception {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Optional<InetSocketAddress> readHex(String hex) throws Exception {
    return read(HexFormat.of().parseHex(hex));
  }

  /** Reads a header with something behind it, which must be left. */
  private static Optional<InetSocketAddress> read(byte[] header) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(header, header.length + 3));
    ProxyHeaderReader reader = new ProxyHeaderReader();
    assertEquals(Progress.COMPLETE, reader.take(bytes));
    assertEquals(3, bytes.remaining());
    return reader.header().orElseThrow().source();
  }

  private static void assertRefused(String text) {
    assertRefused(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertRefused(byte[] bytes) {
    var refusal =
        assertThrows(
            MalformedProxyHeaderException.class,
            () -> new ProxyHeaderReader().take(ByteBuffer.wrap(bytes)));
    assertTrue(refusal.getMessage().length() > 10);
  }
}
