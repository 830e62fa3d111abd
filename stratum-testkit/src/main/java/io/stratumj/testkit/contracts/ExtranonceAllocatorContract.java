package io.stratumj.testkit.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.spi.ExtranonceAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What the server relies on in an {@link ExtranonceAllocator} (SPEC H4): two sessions with the same
 * extranonce1 mine the same work, and half of it is refused as duplicate.
 */
public abstract class ExtranonceAllocatorContract {
  private static final String DISTINCT =
      "two live sessions with the same extranonce1 mine the same headers, and one of them for"
          + " nothing";

  private long now = 1_000_000_000L;

  /** For subclasses. */
  protected ExtranonceAllocatorContract() {}

  /** A new allocator that has at least 10,000 values. */
  protected abstract ExtranonceAllocator newAllocator() throws Exception;

  /** A new allocator that has at most 100,000 values, so that a test can use them up. */
  protected abstract ExtranonceAllocator newSmallAllocator() throws Exception;

  /** How long a value rests after its release. */
  protected Duration quarantine() {
    return Duration.ofMinutes(10);
  }

  /** H4. */
  @Test
  public final void valuesHaveTheAnnouncedSize() throws Exception {
    ExtranonceAllocator allocator = newAllocator();
    int size = allocator.size();
    assertTrue(size >= 2 && size <= 8, "size() is not in 2..8: " + size);
    for (int i = 0; i < 100; i++) {
      assertEquals(
          size,
          take(allocator).size(),
          "the coinbase has room for size() bytes: another length breaks every merkle root");
    }
  }

  /** H4. */
  @Test
  public final void liveValuesAreDistinct() throws Exception {
    ExtranonceAllocator allocator = newAllocator();
    Set<Bytes> live = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertTrue(live.add(take(allocator)), DISTINCT);
    }
  }

  /** Called on every event loop. */
  @Test
  public final void valuesTakenByManyThreadsAreDistinct() throws Exception {
    ExtranonceAllocator allocator = newAllocator();
    Callable<List<Bytes>> taking =
        () -> {
          List<Bytes> taken = new ArrayList<>();
          for (int i = 0; i < 2_000; i++) {
            taken.add(take(allocator));
          }
          return taken;
        };
    Set<Bytes> live = new HashSet<>();
    for (List<Bytes> each : Stages.atOnce(Collections.nCopies(4, taking))) {
      for (Bytes value : each) {
        assertTrue(live.add(value), DISTINCT + "; an allocator is called by several threads");
      }
    }
  }

  /** H4: shares of the session that ended may still be on their way, and it may be resumed. */
  @Test
  public final void releasedValueRestsThroughItsQuarantine() throws Exception {
    ExtranonceAllocator allocator = newSmallAllocator();
    Set<Bytes> live = takeAll(allocator);
    Bytes released = live.iterator().next();
    allocator.release(released, now);
    now += quarantine().toNanos() - 1;
    assertEquals(
        Optional.empty(),
        allocator.allocate(now),
        "the value must rest for the quarantine: late shares of its last session would be judged as"
            + " the next one's");
    now += 1;
    assertEquals(
        Optional.of(released),
        allocator.allocate(now),
        "a value that has rested must be handed out again, or the pool is full one day");
  }

  /** H4: no value is better than one somebody has. */
  @Test
  public final void exhaustionIsEmptyAndNotADuplicate() throws Exception {
    ExtranonceAllocator allocator = newSmallAllocator();
    int count = takeAll(allocator).size();
    assertTrue(count > 0, "it has no values at all");
    assertEquals(
        Optional.empty(), allocator.allocate(now), "answer empty: the miner hears \"Server full\"");
  }

  /** A double release would put one value into two sessions. */
  @Test
  public final void valueThatIsNotInUseCannotBeReleased() throws Exception {
    ExtranonceAllocator allocator = newAllocator();
    Bytes value = take(allocator);
    allocator.release(value, now);
    assertThrows(
        IllegalArgumentException.class,
        () -> allocator.release(value, now),
        "released twice, the value would be handed out twice");
    assertThrows(
        IllegalArgumentException.class,
        () -> allocator.release(Bytes.fromHex("00".repeat(allocator.size() + 1)), now),
        "this value was never handed out");
  }

  private Set<Bytes> takeAll(ExtranonceAllocator allocator) {
    Set<Bytes> live = new HashSet<>();
    Optional<Bytes> value = allocator.allocate(now);
    while (value.isPresent()) {
      assertTrue(live.add(value.get()), DISTINCT);
      assertFalse(live.size() > 100_000, "newSmallAllocator() has more than 100,000 values");
      value = allocator.allocate(now);
    }
    return live;
  }

  private Bytes take(ExtranonceAllocator allocator) {
    return allocator
        .allocate(now)
        .orElseThrow(() -> new AssertionError("it has fewer values than it should"));
  }
}
