package io.stratumj.examples.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SPEC S6: no id that was added is ever missed. */
class IdTableTest {
  private final IdTable table = new IdTable();

  @Test
  @DisplayName("whatever is added and removed, it agrees with a plain map")
  void agreesWithAPlainMap() {
    Random random = new Random(42);
    Map<Long, List<Long>> plain = new HashMap<>();
    for (int step = 0; step < 60_000; step++) {
      long key = random.nextInt(2_000) - 3L; // few, so that they meet; with zero and negative ones
      List<Long> pages = plain.computeIfAbsent(key, unused -> new ArrayList<>());
      if (pages.isEmpty() || (pages.size() < 3 && random.nextInt(5) == 0)) {
        long page = 1L + random.nextInt(1_000);
        table.add(id(key), page);
        pages.add(page);
      } else if (random.nextBoolean()) {
        table.remove(id(key), pages.remove(random.nextInt(pages.size())));
      }
      if (step % 97 == 0) {
        plain.forEach((each, wanted) -> assertPages(wanted, each));
      }
    }
    assertEquals(plain.values().stream().mapToInt(List::size).sum(), table.size());
  }

  @Test
  void growsAndKeepsAll() {
    Random random = new Random(7);
    List<byte[]> ids = new ArrayList<>();
    for (int i = 1; i <= 100_000; i++) {
      byte[] id = new byte[32];
      random.nextBytes(id);
      ids.add(id);
      table.add(id, i);
    }
    for (int i = 1; i <= ids.size(); i++) {
      assertArrayEquals(new long[] {i}, table.pages(ids.get(i - 1)));
    }
    assertEquals(1 << 18, table.slots());
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    table.add(id(1), 5);
    table.remove(id(1), 6);
    table.remove(id(2), 5);
    assertArrayEquals(new long[] {5}, table.pages(id(1)));
    assertEquals(1, table.size());
  }

  private void assertPages(List<Long> wanted, long key) {
    long[] pages = table.pages(id(key));
    Arrays.sort(pages);
    assertArrayEquals(wanted.stream().mapToLong(Long::longValue).sorted().toArray(), pages);
  }

  private static byte[] id(long key) {
    return ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(key).array();
  }
}
