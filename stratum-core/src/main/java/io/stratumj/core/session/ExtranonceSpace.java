package io.stratumj.core.session;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Extranonce;
import io.stratumj.core.spi.ExtranonceAllocator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The default allocator (SPEC H4): takes the value that was released longest ago if it has rested
 * through its quarantine, else the next that was never used among those that begin with the node's
 * prefix.
 *
 * <p>A value is in exactly one of four places: never used, live, resting in quarantine, or rested.
 * That is why no two live sessions can share one. Nodes with different prefixes of the same length
 * can never meet. Every operation takes constant time.
 *
 * <p><em>Thread-safe</em>: one short lock.
 */
public final class ExtranonceSpace implements ExtranonceAllocator {
  private final int size;
  private final long prefixBits;
  private final long capacity;
  private final long quarantineNanos;

  /** Where counting began, so that a restarted server does not repeat its first sessions' work. */
  private final long start;

  private final LongSet live = new LongSet();
  private final ArrayDeque<Resting> resting = new ArrayDeque<>();
  private long counted;

  /** A released value, and when it was released. */
  private record Resting(long value, long sinceNanos) {}

  private ExtranonceSpace(
      int size, long prefixBits, long capacity, Duration quarantine, long start) {
    this.size = size;
    this.prefixBits = prefixBits;
    this.capacity = capacity;
    this.quarantineNanos = quarantine.toNanos();
    this.start = Math.floorMod(start, capacity);
  }

  /**
   * The values of {@code size} bytes that begin with {@code prefix}.
   *
   * @param size bytes of a value, 2 to 8
   * @param prefix the first bits of every value, as many as {@code prefixLength} says
   * @param prefixLength how many bits, 0 for a single node; at least 8 bits must be left
   * @param quarantine how long a released value rests
   * @param start where to begin counting; any number, best a random one
   * @throws IllegalArgumentException naming what is out of range
   */
  public static ExtranonceSpace withPrefix(
      int size, long prefix, int prefixLength, Duration quarantine, long start) {
    if (size < Extranonce.SIZE_MIN || size > Extranonce.SIZE_MAX) {
      throw new IllegalArgumentException("size is not in 2..8: " + size);
    }
    if (prefixLength < 0 || prefixLength > 8 * size - 8) {
      throw new IllegalArgumentException(
          "prefixLength is not in 0.." + (8 * size - 8) + ": " + prefixLength);
    }
    if (prefix < 0 || prefix >>> prefixLength != 0) {
      throw new IllegalArgumentException(
          "prefix " + prefix + " has more than " + prefixLength + " bits");
    }
    int counterBits = 8 * size - prefixLength;
    long capacity = counterBits >= 63 ? Long.MAX_VALUE : 1L << counterBits;
    long prefixBits = prefixLength == 0 ? 0 : prefix << counterBits;
    return new ExtranonceSpace(size, prefixBits, capacity, quarantine, start);
  }

  /** All values of {@code size} bytes, for a single node, with ten minutes of quarantine. */
  public static ExtranonceSpace ofSize(int size, long start) {
    return withPrefix(size, 0, 0, Duration.ofMinutes(10), start);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public synchronized Optional<Bytes> allocate(long nowNanos) {
    Resting oldest = resting.peekFirst();
    long value;
    if (oldest != null && nowNanos - oldest.sinceNanos() >= quarantineNanos) {
      resting.removeFirst();
      value = oldest.value();
    } else if (counted < capacity) {
      value = prefixBits | Long.remainderUnsigned(start + counted, capacity);
      counted++;
    } else {
      return Optional.empty();
    }
    live.add(key(value));
    return Optional.of(toBytes(value));
  }

  @Override
  public synchronized void release(Bytes extranonce1, long nowNanos) {
    long value = toValue(extranonce1);
    if (extranonce1.size() != size || !live.remove(key(value))) {
      throw new IllegalArgumentException("extranonce1 is not in use: " + extranonce1);
    }
    resting.addLast(new Resting(value, nowNanos));
  }

  /** How many values are in use. */
  public synchronized long used() {
    return live.size();
  }

  /** How many values have never been used; those that have rested come on top. */
  public synchronized long free() {
    return capacity - counted;
  }

  /** The set cannot hold 0, but 0 is a value. */
  private static long key(long value) {
    return value == 0 ? Long.MIN_VALUE + 1 : value;
  }

  private Bytes toBytes(long value) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >>> (8 * (size - 1 - i)));
    }
    return Bytes.of(bytes);
  }

  private static long toValue(Bytes bytes) {
    long value = 0;
    for (int i = 0; i < bytes.size(); i++) {
      value = (value << 8) | (bytes.at(i) & 0xff);
    }
    return value;
  }
}
