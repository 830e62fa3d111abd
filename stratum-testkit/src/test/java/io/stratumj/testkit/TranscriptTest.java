package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.Transcript.Direction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TranscriptTest {
  @Test
  void printsTimeDirectionAndEscapedText() {
    var entry =
        new Transcript.Entry(Duration.ofMillis(1234), Direction.FROM_POOL, "a\u0007\u202eb\u00e9");
    assertEquals("    1.234 S> a\\u0007\\u202eb\\u00e9", entry.toString());
  }

  @Test
  void keepsTheDirectionsApart() {
    Transcript transcript = new Transcript();
    transcript.add(Direction.FROM_MINER, "ask");
    transcript.add(Direction.FROM_POOL, "answer");
    transcript.add(Direction.EVENT, "end");
    assertEquals(List.of("ask"), transcript.minerLines());
    assertEquals(List.of("answer"), transcript.poolLines());
    assertEquals(3, transcript.entries().size());
  }

  @Test
  void dropsTheOldestEntriesAndSaysSo() {
    Transcript transcript = new Transcript();
    for (int i = 0; i < Transcript.ENTRIES_MAX + 2; i++) {
      transcript.add(Direction.FROM_MINER, "line " + i);
    }
    assertEquals(Transcript.ENTRIES_MAX, transcript.entries().size());
    assertEquals("line 2", transcript.entries().get(0).text());
    assertTrue(transcript.toString().startsWith("(2 older entries dropped)\n"));
  }
}
