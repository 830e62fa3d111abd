package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC H5, S2: worker names. */
class WorkerNameTest {
  @Test
  void isTrimmed() {
    assertEquals(new WorkerName("alice.rig1"), new WorkerName(" \talice.rig1\u2003\n"));
    assertEquals("a b", new WorkerName("a b").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\r\n", "\u2003"})
  void isNeverEmpty(String text) {
    assertThrows(IllegalArgumentException.class, () -> new WorkerName(text));
  }

  @Test
  void hasAtMost255CharactersAfterTrimming() {
    assertEquals(255, new WorkerName(" " + "x".repeat(255) + " ").value().length());
    assertThrows(IllegalArgumentException.class, () -> new WorkerName("x".repeat(256)));
  }

  @ParameterizedTest
  @CsvSource({
    "a, a.b, true",
    "a.b, a, true",
    "a.b, a.c, false",
    "a, b, false",
    "a, ab, false",
    "a, ab.c, false",
    "ab, a.b, false",
    "a, a., false",
    "a., a.b, false",
    "a, a.b.c, false",
    "a.b, a.b.c, true",
    "A, a.b, false",
    "a, a..b, false",
    "a, a., false"
  })
  void isTheSameAccountOnlyWhenOneDroppedItsWorkerPart(String one, String other, boolean same) {
    assertEquals(same, new WorkerName(one).isSameAccount(new WorkerName(other)));
    assertEquals(same, new WorkerName(other).isSameAccount(new WorkerName(one)));
  }

  @Property
  void oneRigNeverCountsAsAnother(
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String account,
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String rig,
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String otherRig) {
    WorkerName whole = new WorkerName(account + "." + rig);
    assertTrue(whole.isSameAccount(new WorkerName(account)));
    assertFalse(whole.isSameAccount(new WorkerName(account + "." + otherRig)));
  }

  @Property
  void takesAnyTextOrNamesWhatIsWrong(@ForAll String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > WorkerName.LENGTH_MAX) {
      assertThrows(IllegalArgumentException.class, () -> new WorkerName(text));
    } else {
      assertEquals(trimmed, new WorkerName(text).value());
    }
  }

  @ParameterizedTest // no store could keep them
  @ValueSource(
      strings = {"\ud83d", "a\ud83d", "\ud83da", "\ude00", "\ude00\ud83d", "\ud83d\ude00\ud83d"})
  void neverHoldsHalfASurrogatePair(String text) {
    assertThrows(IllegalArgumentException.class, () -> new WorkerName(text));
  }

  @Test
  void mayHoldWholePairsAndTheirNeighbours() {
    String pairs = "\ud7ff\ud83d\ude00\ud83d\ude00\ue000";
    assertEquals(pairs, new WorkerName(pairs).value());
  }
}
