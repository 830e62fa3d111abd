package io.stratumj.testkit.memory;

import io.stratumj.api.work.Bytes;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Random;

/**
 * One direction of a link: pieces on their way, each with the time at which it arrives. Order is
 * kept. <em>Confined to the test's thread.</em>
 */
final class Pipe {
  private final Random random;
  private final int pieceBytesMax;
  private final long delayNanosMax;
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();

  private record Piece(Bytes bytes, long dueNanos) {}

  Pipe(Random random, int pieceBytesMax, long delayNanosMax) {
    this.random = random;
    this.pieceBytesMax = pieceBytesMax;
    this.delayNanosMax = delayNanosMax;
  }

  void send(byte[] bytes, long nowNanos) {
    Bytes rest = Bytes.of(bytes);
    while (rest.size() > 0) {
      int size = Math.min(pieceSize(), rest.size());
      pieces.addLast(new Piece(rest.slice(0, size), arrival(nowNanos)));
      rest = rest.slice(size, rest.size());
    }
  }

  /** The next piece that has arrived. */
  Optional<byte[]> take(long nowNanos) {
    Piece first = pieces.peekFirst();
    if (first == null || first.dueNanos - nowNanos > 0) {
      return Optional.empty();
    }
    pieces.removeFirst();
    return Optional.of(first.bytes.toByteArray());
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  void lose() {
    pieces.clear();
  }

  /** How long until the next piece arrives; {@link Long#MAX_VALUE} if none is on its way. */
  long nanosUntilNext(long nowNanos) {
    Piece first = pieces.peekFirst();
    return first == null ? Long.MAX_VALUE : first.dueNanos - nowNanos;
  }

  private int pieceSize() {
    return pieceBytesMax == Integer.MAX_VALUE ? pieceBytesMax : 1 + random.nextInt(pieceBytesMax);
  }

  private long arrival(long nowNanos) {
    long due = delayNanosMax == 0 ? nowNanos : nowNanos + random.nextLong(delayNanosMax + 1);
    Piece last = pieces.peekLast();
    return last != null && last.dueNanos - due > 0 ? last.dueNanos : due;
  }
}
