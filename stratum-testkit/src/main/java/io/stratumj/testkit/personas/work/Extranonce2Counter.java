package io.stratumj.testkit.personas.work;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/** How a program writes its extranonce2. */
public enum Extranonce2Counter {
  /** A counter, lowest byte first: nearly everybody. */
  LITTLE_ENDIAN,
  /** A counter, highest byte first (NerdQAxe). */
  BIG_ENDIAN,
  /**
   * One, highest byte first, for ever; four bytes unless two or eight are asked for (NerdMiner).
   */
  CONSTANT;

  /** Lower-case hex of {@code size} bytes. */
  public String hex(long count, int size) {
    return switch (this) {
      case LITTLE_ENDIAN -> {
        byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(count).array();
        yield HexFormat.of().formatHex(Arrays.copyOf(bytes, size));
      }
      case BIG_ENDIAN -> bigEndian(count, size);
      case CONSTANT -> bigEndian(1, size == 2 || size == 8 ? size : 4);
    };
  }

  private static String bigEndian(long count, int size) {
    byte[] bytes = ByteBuffer.allocate(8).putLong(count).array();
    byte[] padded = new byte[size];
    int copied = Math.min(size, 8);
    System.arraycopy(bytes, 8 - copied, padded, size - copied, copied);
    return HexFormat.of().formatHex(padded);
  }
}
