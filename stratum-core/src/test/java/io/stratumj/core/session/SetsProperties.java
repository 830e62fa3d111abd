package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The two hand-made tables behave as the sets of the JDK do. */
class SetsProperties {
  /** S5: all collide, so that segments cannot be split. */
  @Property(tries = 300)
  void shareHashesAreASet(@ForAll @Size(max = 300) List<@IntRange(max = 120) Integer> steps) {
    checkShareHashes(steps, SetsProperties::colliding);
  }

  /** S5: segments split, again and again. */
  @Property(tries = 100)
  void manyShareHashesAreASet(
      @ForAll @Size(max = 3_000) List<@IntRange(max = 3_000) Integer> steps) {
    checkShareHashes(steps, SetsProperties::scattered);
  }

  private static void checkShareHashes(List<Integer> steps, IntFunction<Hash256> hashes) {
    ShareHashes seen = new ShareHashes();
    Set<Integer> model = new HashSet<>();
    for (int step : steps) {
      int number = step / 2;
      if (step % 2 == 0) {
        assertEquals(model.add(number), seen.add(hashes.apply(number)));
      } else {
        seen.remove(hashes.apply(number));
        model.remove(number);
      }
      assertEquals(model.contains(number), seen.contains(hashes.apply(number)));
      assertEquals(model.size(), seen.size());
    }
    for (int number : model) {
      assertTrue(seen.contains(hashes.apply(number)));
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

  /** The low word, which picks the place, has few values. */
  private static Hash256 colliding(int number) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) (number % 5);
    bytes[8] = (byte) number;
    return Hash256.fromInternal(Bytes.of(bytes));
  }

  /** The low word is as in hashes that were mined. */
  private static Hash256 scattered(int number) {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    bytes.putLong(0x9e3779b97f4a7c15L * (number + 1)).putLong(number);
    return Hash256.fromInternal(Bytes.of(bytes.array()));
  }
}
