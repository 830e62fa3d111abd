package io.stratumj.testkit;

import io.stratumj.api.work.Bytes;
import java.time.Duration;
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

  /**
   * A line that is longer than the pool allows, or only its first half, if the pool closes before
   * it has read all.
   *
   * @param bytes how long it is, without its LF
   */
  record OversizeLine(int bytes) implements Fault {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public OversizeLine {
      if (bytes < 1) {
        throw new IllegalArgumentException("a line has 1 byte or more, not " + bytes);
      }
    }
  }

  /**
   * From now on the miner receives a little at a time, until {@link ResumeReading}; and only while
   * it waits, as always.
   *
   * @param bytes how much at a time
   * @param pause how long it rests after that
   */
  record SlowReading(int bytes, Duration pause) implements Fault {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public SlowReading {
      if (bytes < 1 || pause.isNegative() || pause.isZero()) {
        throw new IllegalArgumentException(
            "slow reading takes 1 byte or more and a pause, not " + bytes + " and " + pause);
      }
    }
  }

  /**
   * The miner's clock is wrong from now on: the jobs it takes are solved with a time that is off.
   *
   * @param seconds how far the clock is ahead, or behind if negative; 0 sets it right
   */
  record SkewedClock(int seconds) implements Fault {}

  /** A {@link StallReading}. */
  static Fault stallReading() {
    return new StallReading();
  }

  /** A {@link ResumeReading}. */
  static Fault resumeReading() {
    return new ResumeReading();
  }

  /** An {@link OversizeLine} of this length. */
  static Fault oversizeLine(int bytes) {
    return new OversizeLine(bytes);
  }

  /** A {@link SlowReading} of so many bytes at a time. */
  static Fault slowReading(int bytes, Duration pause) {
    return new SlowReading(bytes, pause);
  }

  /** A {@link SkewedClock} that is so far ahead. */
  static Fault skewedClock(int seconds) {
    return new SkewedClock(seconds);
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
