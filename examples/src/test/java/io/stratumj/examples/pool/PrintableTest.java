package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Names of workers are text of strangers. */
class PrintableTest {
  @Test
  void ordinaryNamesStayAsTheyAre() {
    assertEquals("alice.rig-1 + Zoë 漢", Printable.of("alice.rig-1 + Zoë 漢"));
  }

  @Test
  void escapeSequencesAndChangesOfDirectionAreDefused() {
    assertEquals("a?[2J?b?c", Printable.of("a\u001b[2J\nb\u202ec"));
    assertEquals("half ?", Printable.of("half \ud800"));
  }

  @Property
  void nothingThatMovesTheCursorRemains(@ForAll String text) {
    assertTrue(Printable.of(text).chars().noneMatch(Character::isISOControl));
  }
}
