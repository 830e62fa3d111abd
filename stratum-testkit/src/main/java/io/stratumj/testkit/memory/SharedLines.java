package io.stratumj.testkit.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Long lines that many links hear, such as a job: one String for all of them, so that their
 * transcripts do not hold thousands of copies. Remembers those heard last. <em>Confined to the
 * test's thread.</em>
 */
final class SharedLines extends LinkedHashMap<String, String> {
  private static final long serialVersionUID = 1L;
  private static final int LINES_MAX = 64;
  private static final int LONG = 200;

  SharedLines() {
    super(LINES_MAX, 0.75f, true);
  }

  /** The same line, perhaps in another String. */
  String share(String line) {
    if (line.length() < LONG) {
      return line;
    }
    String known = putIfAbsent(line, line);
    return known == null ? line : known;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
    return size() > LINES_MAX;
  }
}
