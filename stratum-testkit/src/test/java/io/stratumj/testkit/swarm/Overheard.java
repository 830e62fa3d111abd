package io.stratumj.testkit.swarm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pool read from one connection: every piece as it came, and how it ended. Written by the
 * pool's thread, read when that is over.
 */
final class Overheard {
  private final List<String> pieces = new ArrayList<>();
  private String end = "";

  void piece(byte[] bytes) {
    pieces.add(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  void ended(String how) {
    end = how;
  }

  /** Everything, each byte a character. */
  String text() {
    return String.join("", pieces);
  }

  /** Whether a piece ended where no line did, and another one came. */
  boolean wasCutWithinALine() {
    return pieces.stream().limit(Math.max(0, pieces.size() - 1)).anyMatch(p -> !p.endsWith("\n"));
  }

  /** "end" after an end of stream, "reset" after a reset, empty while it stood. */
  String end() {
    return end;
  }
}
