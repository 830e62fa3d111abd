package io.stratumj.nio.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.nio.proxy.ProxyHeaderReader.Progress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a fuzzer calls to try the reader of PROXY headers: any bytes, in any cuts, are a header, no
 * header, or a malformed one, the same for every way of cutting them; nothing behind a header is
 * taken, nothing is lost, and no more is held than the longest header (SPEC L5).
 *
 * <p>The first byte of an input says how it is cut, in pieces of so many bytes; the rest is what a
 * load balancer sends.
 */
public final class ProxyHeaderFuzz {
  private ProxyHeaderFuzz() {}

  /** What a stream came to; {@code taken} are the bytes that are not left for the session. */
  private record Outcome(
      Optional<Progress> progress, Optional<ProxyHeader> header, String problem, int taken) {}

  /** Tries one input; throws what is wrong. Called by Jazzer by its name. */
  public static void fuzzerTestOneInput(byte[] input) throws UnknownHostException {
    if (input.length == 0) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    Outcome whole = read(stream, Math.max(1, stream.length));
    assertEquals(whole, read(stream, 1));
    assertEquals(whole, read(stream, 1 + (input[0] & 0xff)));
    assertPlausible(whole, stream);
  }

  private static Outcome read(byte[] stream, int pieceBytes) {
    ProxyHeaderReader reader = new ProxyHeaderReader();
    Progress progress = Progress.INCOMPLETE;
    int at = 0;
    while (progress == Progress.INCOMPLETE && at < stream.length) {
      int end = Math.min(stream.length, at + pieceBytes);
      ByteBuffer piece = ByteBuffer.wrap(stream, at, end - at);
      try {
        progress = reader.take(piece);
      } catch (MalformedProxyHeaderException e) {
        assertTrue(reader.header().isEmpty());
        return new Outcome(Optional.empty(), reader.header(), e.getMessage(), piece.position());
      }
      at = piece.position();
      assertTrue(progress != Progress.INCOMPLETE || at == end, "left some of a piece");
      assertHolds(reader, stream, at);
    }
    return new Outcome(Optional.of(progress), reader.header(), "", at);
  }

  /** What was taken can be given to a session, if it turns out that it was no header. */
  private static void assertHolds(ProxyHeaderReader reader, byte[] stream, int taken) {
    ByteBuffer held = reader.taken();
    assertTrue(held.remaining() <= ProxyHeaderReader.BYTES_MAX, "holds " + held.remaining());
    assertEquals(ByteBuffer.wrap(stream, 0, taken), held);
  }

  private static void assertPlausible(Outcome outcome, byte[] stream) throws UnknownHostException {
    assertEquals(
        outcome.progress().equals(Optional.of(Progress.COMPLETE)), outcome.header().isPresent());
    assertTrue(outcome.problem().chars().allMatch(c -> c >= ' ' && c < 127), outcome.problem());
    if (outcome.progress().equals(Optional.of(Progress.ABSENT))) {
      assertTrue(outcome.taken() < ProxyHeaderReader.SIGNATURE.length);
    }
    if (outcome.header().isPresent()) {
      boolean text = stream[0] == 'P';
      assertTrue(!text || outcome.taken() <= ProxyHeaderReader.TEXT_BYTES_MAX);
      assertTrue(!text || stream[outcome.taken() - 1] == '\n');
      Optional<InetSocketAddress> source = outcome.header().get().source();
      if (source.isPresent()) {
        assertIsSource(source.get(), Arrays.copyOf(stream, outcome.taken()));
      }
    }
  }

  /** By a reference without checks, which takes a header that is known to be one apart. */
  private static void assertIsSource(InetSocketAddress source, byte[] header)
      throws UnknownHostException {
    assertFalse(source.isUnresolved());
    if (header[0] == 'P') {
      String[] words = new String(header, StandardCharsets.US_ASCII).split("[ \r]", -1);
      assertEquals(InetAddress.getByName(words[2]), source.getAddress());
      assertEquals(Integer.parseInt(words[4]), source.getPort());
    } else {
      int bytes = header[13] == 0x11 ? 4 : 16;
      byte[] address = Arrays.copyOfRange(header, 16, 16 + bytes);
      assertEquals(InetAddress.getByAddress(address), source.getAddress());
      assertEquals(ByteBuffer.wrap(header).getChar(16 + 2 * bytes), source.getPort());
    }
  }
}
