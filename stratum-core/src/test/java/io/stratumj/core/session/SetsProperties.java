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
  /** S5: many want the same place of a small table. */
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

  /** S5: some hundreds want the same place of a segment that cannot be split for long. */
  @Property(tries = 50)
  void crowdedShareHashesAreASet(
      @ForAll @Size(min = 1_000, max = 3_000) List<@IntRange(max = 3_000) Integer> steps) {
    checkShareHashes(steps, number -> number % 5 == 0 ? crowded(number) : scattered(number));
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

  /** The low word is always the same. */
  private static Hash256 crowded(int number) {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    bytes.putLong(0).putLong(number);
    return Hash256.fromInternal(Bytes.of(bytes.array()));
  }

  /** The low word is as in hashes that were mined. */
  private static Hash256 scattered(int number) {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    bytes.putLong(0x9e3779b97f4a7c15L * (number + 1)).putLong(number);
    return Hash256.fromInternal(Bytes.of(bytes.array()));
  }
}
