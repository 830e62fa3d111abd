package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretNumbersTest {
  private static final int MANY = 3 * SecretNumbers.DRAWN_AT_ONCE + 1;

  @Test
  void thePlatformsNumbersNeverRepeat() {
    SecretNumbers numbers = new SecretNumbers();
    SecretNumbers others = new SecretNumbers();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      assertTrue(seen.add(numbers.nextLong()));
      assertTrue(seen.add(others.nextLong()));
    }
  }

  /** Each number that was drawn is given out once, in order, and kept no longer. */
  @Test
  void numbersAreTheSourcesOneAfterTheOther() {
    List<ByteBuffer> drawn = new ArrayList<>();
    SecretNumbers numbers =
        new SecretNumbers(
            bytes -> {
              ByteBuffer filled = ByteBuffer.wrap(bytes);
              for (int i = 0; i < SecretNumbers.DRAWN_AT_ONCE; i++) {
                filled.putLong(1L + i + (long) drawn.size() * SecretNumbers.DRAWN_AT_ONCE);
              }
              drawn.add(filled);
            });
    for (int i = 0; i < MANY; i++) {
      assertEquals(1 + i, numbers.nextLong());
      assertEquals(0, drawn.get(0).getLong(i % SecretNumbers.DRAWN_AT_ONCE * Long.BYTES));
    }
    assertEquals(4, drawn.size());
  }
}
