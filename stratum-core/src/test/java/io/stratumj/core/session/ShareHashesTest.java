package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Hash256;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SPEC S5: what {@link SetsProperties} leaves out: many hashes, and awkward ones. */
class ShareHashesTest {
  private static final int MANY = 100_000;

  private final ShareHashes hashes = new ShareHashes();

  @Test // 128 bits tell hashes apart: either word alone does not
  void hashesThatShareOneWordAreTwo() {
    assertTrue(hashes.add(hash(5, 6)));
    assertFalse(hashes.contains(hash(5, 7)));
    assertFalse(hashes.contains(hash(4, 6)));
    assertTrue(hashes.add(hash(5, 7)));
    assertTrue(hashes.add(hash(4, 6)));
    assertFalse(hashes.add(hash(5, 6)));
  }

  @Test
  void theHashOfZerosIsAHash() {
    assertFalse(hashes.contains(hash(0, 0)));
    assertTrue(hashes.add(hash(0, 0)));
    assertTrue(hashes.contains(hash(0, 0)));
    assertFalse(hashes.add(hash(0, 0)));
  }

  @Test
  void noneIsForgottenWhileTheTableGrows() {
    Random random = new Random(1);
    for (int i = 0; i < MANY; i++) {
      assertTrue(hashes.add(hash(random.nextLong(), random.nextLong())));
    }
    assertEquals(MANY, hashes.size());
    Random again = new Random(1);
    for (int i = 0; i < MANY; i++) {
      assertTrue(hashes.contains(hash(again.nextLong(), again.nextLong())));
    }
  }

  /**
   * Arrays are counted as the JVM makes them; a third of a table may be empty, or it just split.
   */
  @Test
  void whatItTakesIsCounted() {
    assertEquals(16 + 4 + 16 + 17 * 8, hashes.bytes());
    Random random = new Random(3);
    for (int i = 0; i < MANY; i++) {
      hashes.add(hash(random.nextLong(), random.nextLong()));
    }
    int directory = 16 + 4 * 4096;
    int segment = 16 + 8 * (1 + 2 * 64);
    assertEquals(0, (hashes.bytes() - directory) % segment, "segments of one size");
    double each = (double) hashes.bytes() / MANY;
    assertTrue(each > 16 / 0.75 && each < 2 * 16 / 0.75, each + " bytes");
  }

  @Test
  void everyOtherCanBeTakenOut() {
    Random random = new Random(2);
    for (int i = 0; i < MANY; i++) {
      hashes.add(hash(random.nextLong(), random.nextLong()));
    }
    Random again = new Random(2);
    for (int i = 0; i < MANY; i++) {
      Hash256 hash = hash(again.nextLong(), again.nextLong());
      if (i % 2 == 0) {
        hashes.remove(hash);
      }
      assertEquals(i % 2 == 1, hashes.contains(hash));
    }
    assertEquals(MANY / 2, hashes.size());
  }

  @Test // nobody can mine such: but if, they cost time and not a directory of billions
  void hashesThatAgreeInTheirLowBitsAreKeptApart() {
    for (int i = 0; i < 2_000; i++) {
      assertTrue(hashes.add(hash(0x1234_5678L, i)));
      assertFalse(hashes.add(hash(0x1234_5678L, i)));
    }
    assertEquals(2_000, hashes.size());
    for (int i = 0; i < 2_000; i++) {
      assertTrue(hashes.contains(hash(0x1234_5678L, i)));
      hashes.remove(hash(0x1234_5678L, i));
      assertFalse(hashes.contains(hash(0x1234_5678L, i)));
    }
    assertEquals(0, hashes.size());
  }

  /** Low word and the one above it, as a number; the rest is zero, as in a hash that was mined. */
  private static Hash256 hash(long low, long high) {
    return Hash256.fromDisplayHex("0".repeat(32) + String.format("%016x%016x", high, low));
  }
}
