package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.stratumj.api.work.Hash256;
import io.stratumj.core.session.SeenShares.Added;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SPEC S5: what {@link SetsProperties} leaves out: bounds and parents. */
class SeenSharesTest {
  private static final int MANY = 1_000;
  private static final Hash256 OLD = filled(1);
  private static final Hash256 MIDDLE = filled(2);
  private static final Hash256 NEW = filled(3);

  private final ShareMemory memory = new ShareMemory(1_000);
  private final SeenShares seen = new SeenShares(NEW, null, memory);

  @Test
  void theLastShareIsTakenAndTheOneAfterItRefused() {
    assertEquals(Added.NEW, seen.add(filled(10), 2));
    assertEquals(Added.NEW, seen.add(filled(11), 2));
    assertEquals(Added.FULL, seen.add(filled(12), 2));
    assertFalse(seen.contains(filled(12)));
    assertEquals(2, seen.size());
  }

  @Test // a duplicate is one whether or not there is room
  void aDuplicateIsNamedSoBelowAndAtTheBound() {
    seen.add(filled(10), 2);
    assertEquals(Added.DUPLICATE, seen.add(filled(10), 2));
    assertEquals(Added.DUPLICATE, seen.add(filled(10), 1));
    assertEquals(1, seen.size());
  }

  @Test
  void sharesOfUnwantedParentsGoFromAnyPlaceInTheChain() {
    assertSame(NEW, parentOf(chain().keeping(Set.of(NEW)::contains)));
    assertSame(OLD, parentOf(chain().keeping(Set.of(OLD)::contains)));
    SeenShares outer = chain().keeping(Set.of(NEW, OLD)::contains);
    assertSame(NEW, parentOf(outer));
    assertSame(OLD, parentOf(outer.onOlderParent()));
    assertNull(outer.onOlderParent().onOlderParent());
    assertNull(chain().keeping(parent -> false));
  }

  @Test
  void noneIsAddedWhenAllSessionsTogetherHaveTooMany() {
    SeenShares others = new SeenShares(OLD, null, memory);
    int added = 0;
    while (others.add(filled(100 + added), MANY) == Added.NEW) {
      added++;
    }
    assertEquals(Added.NO_MEMORY, others.add(filled(100 + added), MANY));
    assertEquals(added, others.size());
    assertEquals(Added.NO_MEMORY, seen.add(filled(10), MANY));
    assertEquals(Added.FULL, seen.add(filled(10), 0));
    assertEquals(Added.DUPLICATE, others.add(filled(100), MANY));

    assertNull(others.keeping(NEW::equals));
    assertEquals(Added.NEW, seen.add(filled(10), MANY));
  }

  private SeenShares chain() {
    return new SeenShares(
        NEW, new SeenShares(MIDDLE, new SeenShares(OLD, null, memory), memory), memory);
  }

  private static Hash256 parentOf(SeenShares shares) {
    for (Hash256 parent : Set.of(OLD, MIDDLE, NEW)) {
      if (shares.isOn(parent)) {
        return parent;
      }
    }
    throw new AssertionError("on none of the three parents");
  }

  private static Hash256 filled(int value) {
    return hash(value, value);
  }

  /** Low word and the one above it, as a number; the rest is zero, as in a hash that was mined. */
  private static Hash256 hash(long low, long high) {
    return Hash256.fromDisplayHex("0".repeat(32) + String.format("%016x%016x", high, low));
  }
}
