package io.stratumj.examples.pool;

import io.stratumj.api.work.Bytes;
import java.util.OptionalInt;

/**
 * Reads a block's height out of its coinbase, whose script begins with it (BIP34): a push of the
 * number in little-endian bytes, or one of the opcodes that push 0 to 16.
 */
final class BlockHeight {
  /** Version, count of inputs, outpoint: what stands before the script's length. */
  private static final int SCRIPT_SIZE_AT = 4 + 1 + 36;

  private static final int OP_1 = 0x51;
  private static final int OP_16 = 0x60;
  private static final int BYTES_MAX = 4;

  private BlockHeight() {}

  /**
   * The height, unless the script begins with something else.
   *
   * @param coinbase the serialization without witness
   */
  static OptionalInt of(Bytes coinbase) {
    int at = SCRIPT_SIZE_AT + 1;
    if (coinbase.size() <= at) {
      return OptionalInt.empty();
    }
    int opcode = coinbase.at(at) & 0xff;
    if (opcode == 0) {
      return OptionalInt.of(0);
    }
    if (opcode >= OP_1 && opcode <= OP_16) {
      return OptionalInt.of(opcode - OP_1 + 1);
    }
    if (opcode > BYTES_MAX || coinbase.size() <= at + opcode) {
      return OptionalInt.empty();
    }
    long height = 0;
    for (int i = opcode; i >= 1; i--) {
      height = height << 8 | (coinbase.at(at + i) & 0xff);
    }
    return height > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) height);
  }
}
