package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The two hand-made tables behave as the sets of the JDK do. */
class SetsProperties {
  /** S5. */
  @Property(tries = 300)
  void seenSharesAreASet(@ForAll @Size(max = 300) List<@IntRange(max = 120) Integer> steps) {
    SeenShares seen = new SeenShares(Hash256.fromInternal(new byte[32], 0), null);
    Set<Integer> model = new HashSet<>();
    for (int step : steps) {
      int number = step / 2;
      if (step % 2 == 0) {
        assertEquals(model.add(number), seen.add(hash(number)));
      } else {
        seen.remove(hash(number));
        model.remove(number);
      }
      assertEquals(model.contains(number), seen.contains(hash(number)));
      assertEquals(model.size(), seen.size());
    }
  }

  @Property(tries = 300)
  void longSetIsASet(@ForAll @Size(max = 300) List<@IntRange(max = 120) Integer> steps) {
    LongSet set = new LongSet();
    Set<Long> model = new HashSet<>();
    for (int step : steps) {
      long number = 1L + step / 2;
      if (step % 2 == 0) {
        assertEquals(model.add(number), set.add(number));
      } else {
        assertEquals(model.remove(number), set.remove(number));
      }
      assertEquals(model.contains(number), set.contains(number));
      assertEquals(model.size(), set.size());
    }
  }

  /** Hashes that collide in the table: the low word, which picks the place, has few values. */
  private static Hash256 hash(int number) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) (number % 5);
    bytes[8] = (byte) number;
    return Hash256.fromInternal(Bytes.of(bytes));
  }
}
