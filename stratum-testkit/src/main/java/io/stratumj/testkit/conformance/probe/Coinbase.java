package io.stratumj.testkit.conformance.probe;

import io.stratumj.api.work.Bytes;
import java.util.List;

/**
 * The coinbase transaction of a job, read by hand. Immutable.
 *
 * @param raw the serialized transaction
 */
public record Coinbase(Bytes raw) {
  private static final int INPUT_AT = 4;
  private static final int SCRIPT_LENGTH_AT = 41;
  private static final int SCRIPT_AT = 42;
  private static final int COUNT_OF_TWO_BYTES = 0xfd;

  /** The coinbase a rig hashes, with an extranonce2 of its size. */
  public static Coinbase of(Rig rig) {
    Subscribed subscribed = rig.subscribed();
    return new Coinbase(
        rig.work().header().coinbase(subscribed.extranonce1(), rig.nextExtranonce2()));
  }

  /** How long it is. */
  public int bytes() {
    return raw.size();
  }

  /** How long its script is. */
  public int scriptBytes() {
    require(raw.size() > SCRIPT_AT, "a transaction");
    return at(SCRIPT_LENGTH_AT);
  }

  /**
   * Reads it to its end.
   *
   * @throws Mismatch if it is no coinbase transaction without witness
   */
  public void checkWhole() {
    require(at(INPUT_AT) == 1, "one input, and no witness marker");
    for (int i = INPUT_AT + 1; i < INPUT_AT + 33; i++) {
      require(at(i) == 0, "an input that spends nothing");
    }
    int at = SCRIPT_AT + scriptBytes() + 4;
    int outputs = count(at);
    require(outputs >= 1, "an output");
    at += countBytes(at);
    for (int i = 0; i < outputs; i++) {
      at += 8;
      at += countBytes(at) + count(at);
    }
    require(at + 4 == raw.size(), "an end right behind the lock time");
  }

  /**
   * Looks at the beginning of the script.
   *
   * @throws Mismatch if there is no number
   */
  public void checkHeight() {
    int push = at(SCRIPT_AT);
    require((push >= 1 && push <= 4) || (push >= 0x51 && push <= 0x60), "a push of a number");
  }

  /** The count that begins there: one byte, or 0xfd and two, least first. */
  private int count(int index) {
    require(at(index) <= COUNT_OF_TWO_BYTES, "a count of less than 65,536");
    return at(index) < COUNT_OF_TWO_BYTES ? at(index) : at(index + 1) | at(index + 2) << 8;
  }

  private int countBytes(int index) {
    return at(index) < COUNT_OF_TWO_BYTES ? 1 : 3;
  }

  private int at(int index) {
    require(index < raw.size(), "a whole transaction");
    return raw.at(index) & 0xff;
  }

  private void require(boolean holds, String expected) {
    if (!holds) {
      throw new Mismatch(List.of(expected), raw.toHex());
    }
  }
}
