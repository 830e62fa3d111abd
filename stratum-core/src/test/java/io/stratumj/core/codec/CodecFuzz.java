package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.codec.LineDecoder.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a fuzzer calls to try the codec: any bytes, in any cuts, are lines and requests of some
 * kind, the same for every way of cutting them, and never more memory than a line (SPEC F1 to F4).
 *
 * <p>An input is what a miner sends. The byte {@value #CUT}, which no text has, is not sent: there
 * the bytes are cut.
 */
public final class CodecFuzz {
  private static final int CUT = 0xff;

  /** Small, so that lines get too long often; the lines of real miners still fit. */
  private static final int LINE_BYTES_MAX = 320;

  private static final WorkerName WORKER = new WorkerName("worker.rig1");

  private CodecFuzz() {}

  /** Tries one input; throws what is wrong. Called by Jazzer by its name. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<byte[]> pieces = piecesOf(input);
    byte[] stream = joined(pieces);

    List<byte[]> lines = linesOf(List.of(stream));
    assertSame(lines, linesOf(pieces));
    assertSame(lines, linesOf(oneByOne(stream)));
    assertSame(splitNaively(stream), lines);

    RequestReader reader = new RequestReader();
    RequestReader strict = new RequestReader(true);
    for (byte[] line : lines) {
      ClientRequest request = reader.read(line, 0, line.length, null);
      assertReadTheSameElsewhere(line, request);
      assertStricterRefusesMore(request, strict.read(line, 0, line.length, WORKER));
      assertTheEnvelopeIsAsTheTreeSays(line, request);
      assertAnswerable(request);
    }
  }

  private static List<byte[]> piecesOf(byte[] input) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= input.length; at++) {
      if (at == input.length || (input[at] & 0xff) == CUT) {
        pieces.add(Arrays.copyOfRange(input, from, at));
        from = at + 1;
      }
    }
    return pieces;
  }

  private static List<byte[]> oneByOne(byte[] stream) {
    List<byte[]> pieces = new ArrayList<>();
    for (byte each : stream) {
      pieces.add(new byte[] {each});
    }
    return pieces;
  }

  private static byte[] joined(List<byte[]> pieces) {
    byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  /** The lines the decoder finds, up to one that is too long; every read uses the same buffer. */
  private static List<byte[]> linesOf(List<byte[]> pieces) {
    LineDecoder decoder = new LineDecoder();
    List<byte[]> lines = new ArrayList<>();
    byte[] buffer = new byte[pieces.stream().mapToInt(piece -> piece.length).max().orElse(0) + 2];
    for (byte[] piece : pieces) {
      Arrays.fill(buffer, (byte) '\n');
      System.arraycopy(piece, 0, buffer, 1, piece.length);
      decoder.feed(buffer, 1, 1 + piece.length);
      Found found = decoder.next(LINE_BYTES_MAX);
      while (found == Found.LINE) {
        lines.add(Arrays.copyOfRange(decoder.array(), decoder.from(), decoder.to()));
        found = decoder.next(LINE_BYTES_MAX);
      }
      if (found == Found.TOO_LONG) {
        assertEquals(0, decoder.heldBytes());
        break;
      }
      assertTrue(decoder.heldBytes() <= LINE_BYTES_MAX, "holds " + decoder.heldBytes());
    }
    return lines;
  }

  /** The reference: has the whole stream, and splits it. */
  private static List<byte[]> splitNaively(byte[] stream) {
    List<byte[]> lines = new ArrayList<>();
    String[] parts = new String(stream, ISO_8859_1).split("\n", -1);
    for (int i = 0; i < parts.length - 1 && parts[i].length() <= LINE_BYTES_MAX; i++) {
      String line =
          parts[i].endsWith("\r") ? parts[i].substring(0, parts[i].length() - 1) : parts[i];
      if (!line.isEmpty()) {
        lines.add(line.getBytes(ISO_8859_1));
      }
    }
    return lines;
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> actual) {
    assertArrayEquals(expected.toArray(), actual.toArray());
  }

  /** Neither what was read before, nor where the line lies, nor who is expected changes it. */
  private static void assertReadTheSameElsewhere(byte[] line, ClientRequest request) {
    byte[] array = new byte[line.length + 2];
    System.arraycopy(line, 0, array, 1, line.length);
    assertEquals(request, new RequestReader().read(array, 1, 1 + line.length, WORKER));
  }

  /** Exactly eight digits are asked for, or fewer do: nothing but a share is read differently. */
  private static void assertStricterRefusesMore(ClientRequest lenient, ClientRequest strict) {
    boolean refused =
        strict instanceof ClientRequest.InvalidParams invalid
            && invalid.submit()
            && (lenient instanceof ClientRequest.Submit
                || lenient instanceof ClientRequest.InvalidParams);
    assertTrue(refused || lenient.equals(strict), () -> lenient + " but strictly " + strict);
    assertEquals(lenient.id(), strict.id());
  }

  /** Which lines are parse errors, by a reader without shortcuts. */
  private static void assertTheEnvelopeIsAsTheTreeSays(byte[] line, ClientRequest request) {
    Optional<Object> tree;
    try {
      tree = Json.read(line, 8);
    } catch (Json.UnpairedSurrogateException undecided) {
      return;
    }
    boolean isObject =
        tree.isPresent() && new String(line, ISO_8859_1).stripLeading().startsWith("{");
    boolean malformed =
        !isObject || List.of("id", "method", "params").stream().anyMatch(name -> twice(tree, name));
    assertEquals(malformed, request instanceof ClientRequest.Malformed, request::toString);
  }

  private static boolean twice(Optional<Object> tree, String name) {
    return ((List<?>) tree.orElseThrow())
            .stream().filter(member -> ((Map.Entry<?, ?>) member).getKey().equals(name)).count()
        > 1;
  }

  /** The reply that names what is wrong is a line of JSON with the id as written (SPEC F4). */
  private static void assertAnswerable(ClientRequest request) {
    if (!request.id().expectsReply()) {
      return;
    }
    StratumError error = StratumError.other(request.toString());
    LineBuffer line =
        new MessageWriter(false)
            .write(new ServerMessage.Reply(request.id(), new ServerMessage.Result.Failure(error)));
    String text = new String(line.array(), 0, line.size(), UTF_8);
    assertTrue(text.startsWith("{\"id\":" + request.id().json() + ",\"result\":null,"), text);
    assertEquals(text.length() - 1, text.indexOf('\n'), text);
    assertIsJson(text.strip().getBytes(UTF_8));
  }

  private static void assertIsJson(byte[] line) {
    try {
      assertTrue(Json.read(line, 8).isPresent(), () -> new String(line, UTF_8));
    } catch (Json.UnpairedSurrogateException anEscapeInTheId) {
      assertTrue(new String(line, UTF_8).contains("\\u"));
    }
  }
}
