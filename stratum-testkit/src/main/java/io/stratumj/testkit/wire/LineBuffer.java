package io.stratumj.testkit.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Received bytes, handed out as lines. A line ends with LF; a CR before it is not part of it. Plain
 * and slow to read on purpose: nothing here is shared with the server's own line decoder.
 *
 * <p><em>Confined to one thread.</em>
 */
final class LineBuffer {
  private byte[] bytes = new byte[1024];
  private int start;
  private int end;

  /** Appends what is between position and limit. */
  void append(ByteBuffer received) {
    int added = received.remaining();
    if (end + added > bytes.length) {
      bytes = Arrays.copyOfRange(bytes, start, start + Math.max(2 * size(), size() + added));
      end -= start;
      start = 0;
    }
    received.get(bytes, end, added);
    end += added;
  }

  /** Removes the first complete line, if there is one. */
  Optional<String> nextLine() {
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\n') {
        int lineEnd = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
        String line = text(start, lineEnd);
        start = i + 1;
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** Removes what is left when no more will come: a line without its LF; empty if nothing is. */
  String rest() {
    String rest = text(start, end);
    start = end;
    return rest;
  }

  int size() {
    return end - start;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
