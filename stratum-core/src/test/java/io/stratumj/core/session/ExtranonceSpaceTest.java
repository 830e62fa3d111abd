package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC H4: extranonce1 values are unique, rest before they come back, and keep nodes apart. */
class ExtranonceSpaceTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** Two million steps: never two live owners, never a value that is still resting. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noTwoSessionsEverShareAValue(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ExtranonceSpace space =
        ExtranonceSpace.withPrefix(2, 5, 4, Duration.ofMinutes(10), random.nextLong());
    TreeMap<Integer, Bytes> live = new TreeMap<>();
    Set<Bytes> liveValues = new HashSet<>();
    Map<Bytes, Long> releasedAt = new HashMap<>();
    long now = 0;
    int next = 0;
    for (int step = 0; step < 500_000; step++) {
      now += random.nextLong(MINUTE / 100);
      boolean allocate = live.isEmpty() || (random.nextInt(100) < 52 && live.size() < 3_000);
      if (allocate) {
        Optional<Bytes> value = space.allocate(now);
        if (value.isPresent()) {
          assertTrue(liveValues.add(value.get()), "two owners of " + value.get());
          Long rested = releasedAt.get(value.get());
          assertTrue(rested == null || now - rested >= 10 * MINUTE, "no rest: " + value.get());
          assertEquals(5, (value.get().at(0) & 0xf0) >> 4);
          live.put(next++, value.get());
        } else {
          assertEquals(4_096, space.used() + resting(releasedAt, liveValues, now));
        }
      } else {
        Bytes value = live.remove(live.ceilingKey(random.nextInt(next) % (live.lastKey() + 1)));
        liveValues.remove(value);
        releasedAt.put(value, now);
        space.release(value, now);
      }
      assertEquals(live.size(), space.used());
    }
  }

  /** How many values are neither live nor free to be handed out. */
  private static long resting(Map<Bytes, Long> releasedAt, Set<Bytes> live, long now) {
    return releasedAt.entrySet().stream()
        .filter(entry -> !live.contains(entry.getKey()) && now - entry.getValue() < 10 * MINUTE)
        .count();
  }

  @Test
  void exhaustionIsToldAndEndsWithTheQuarantine() {
    ExtranonceSpace space = ExtranonceSpace.withPrefix(2, 0, 8, Duration.ofMinutes(10), 0);
    Set<Bytes> all = new HashSet<>();
    for (int i = 0; i < 256; i++) {
      assertTrue(all.add(space.allocate(0).orElseThrow()));
    }
    assertEquals(0, space.free());
    assertEquals(Optional.empty(), space.allocate(0));
    Bytes first = all.iterator().next();
    space.release(first, 0);
    assertEquals(Optional.empty(), space.allocate(10 * MINUTE - 1));
    assertEquals(Optional.of(first), space.allocate(10 * MINUTE));
  }

  @Test
  void nodesWithDifferentPrefixesNeverMeet() {
    Set<Bytes> all = new HashSet<>();
    for (int node = 0; node < 16; node++) {
      ExtranonceSpace space =
          ExtranonceSpace.withPrefix(2, node, 4, Duration.ZERO, 1_000_003L * node);
      for (int i = 0; i < 4_096; i++) {
        assertTrue(all.add(space.allocate(0).orElseThrow()));
      }
    }
    assertEquals(65_536, all.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 8})
  void everySizeCountsFromItsStart(int size) {
    ExtranonceSpace space = ExtranonceSpace.ofSize(size, -1);
    assertEquals(size, space.allocate(0).orElseThrow().size());
    assertEquals(Bytes.of(new byte[size]), space.allocate(0).orElseThrow());
    assertEquals(2, space.used());
  }

  @Test
  void whatIsNotInUseCannotBeReleased() {
    ExtranonceSpace space = ExtranonceSpace.ofSize(4, 0);
    Bytes value = space.allocate(0).orElseThrow();
    space.release(value, 0);
    for (Bytes wrong : List.of(value, Bytes.fromHex("00ff00ff"), Bytes.fromHex("00"))) {
      assertThrows(IllegalArgumentException.class, () -> space.release(wrong, 0));
    }
  }

  @Test
  void nonsenseIsNamed() {
    assertProblem("size", () -> ExtranonceSpace.ofSize(1, 0));
    assertProblem("size", () -> ExtranonceSpace.ofSize(9, 0));
    assertProblem("prefixLength", () -> ExtranonceSpace.withPrefix(2, 0, 9, Duration.ZERO, 0));
    assertProblem("prefix 4", () -> ExtranonceSpace.withPrefix(4, 4, 2, Duration.ZERO, 0));
  }

  @Test
  void theWholeRangeIsTaken() {
    assertEquals(256, ExtranonceSpace.withPrefix(2, 0xff, 8, Duration.ZERO, 0).free());
    assertEquals(65_536, ExtranonceSpace.withPrefix(3, 3, 8, Duration.ZERO, 0).free());
    assertEquals(Long.MAX_VALUE, ExtranonceSpace.withPrefix(8, 1, 1, Duration.ZERO, 0).free());
    assertEquals(1L << 62, ExtranonceSpace.withPrefix(8, 3, 2, Duration.ZERO, 0).free());
    assertEquals(Long.MAX_VALUE, ExtranonceSpace.ofSize(8, 0).free());
    ExtranonceSpace space = ExtranonceSpace.withPrefix(2, 0xab, 8, Duration.ZERO, 255);
    assertEquals(Bytes.fromHex("abff"), space.allocate(0).orElseThrow());
    assertEquals(Bytes.fromHex("ab00"), space.allocate(0).orElseThrow());
    assertEquals(254, space.free());
  }

  private static void assertProblem(String named, Runnable call) {
    IllegalArgumentException problem = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(problem.getMessage().startsWith(named), problem.getMessage());
  }
}
