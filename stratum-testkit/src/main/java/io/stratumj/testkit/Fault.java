package io.stratumj.testkit;

import io.stratumj.api.work.Bytes;
import java.util.Random;

/**
 * Something a real connection does on a bad day, done on purpose with {@link
 * MockMiner#inject(Fault)}. Immutable.
 */
public sealed interface Fault {
  /**
   * Nothing is received any more, until {@link ResumeReading}. First the miner's receive buffer
   * fills, then the pool's send buffer, then whatever the pool queues; {@link
   * MinerOptions#withReceiveBuffer(int)} keeps the first of them small. Waiting for a line fails at
   * the timeout.
   */
  record StallReading() implements Fault {}

  /** Receiving goes on. */
  record ResumeReading() implements Fault {}

  /** The miner ends its sending direction, so that the pool reads an end of stream. */
  record HalfClose() implements Fault {}

  /** The connection ends with a reset, as when a router forgets it or a process is killed. */
  record Reset() implements Fault {}

  /**
   * From now on, whatever the miner sends is handed to TCP in small pieces. What the pool reads at
   * once is still for the kernels to decide: with a fast sender it may be several pieces.
   *
   * @param bytes the size of a piece
   */
  record FragmentWrites(int bytes) implements Fault {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public FragmentWrites {
      if (bytes < 1) {
        throw new IllegalArgumentException("a piece has 1 byte or more, not " + bytes);
      }
    }
  }

  /**
   * Bytes are sent that mean nothing.
   *
   * @param bytes what is sent, as it is
   */
  record Garbage(Bytes bytes) implements Fault {}

  /** A {@link StallReading}. */
  static Fault stallReading() {
    return new StallReading();
  }

  /** A {@link ResumeReading}. */
  static Fault resumeReading() {
    return new ResumeReading();
  }

  /** A {@link HalfClose}. */
  static Fault halfClose() {
    return new HalfClose();
  }

  /** A {@link Reset}. */
  static Fault reset() {
    return new Reset();
  }

  /** A {@link FragmentWrites} with pieces of this size. */
  static Fault fragmentWrites(int bytes) {
    return new FragmentWrites(bytes);
  }

  /** A {@link Garbage} of these bytes. */
  static Fault garbage(Bytes bytes) {
    return new Garbage(bytes);
  }

  /**
   * A {@link Garbage} of random bytes, always the same for the same seed.
   *
   * @param count how many bytes
   */
  static Fault garbage(long seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return new Garbage(Bytes.of(bytes));
  }
}
