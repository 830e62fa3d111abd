package io.stratumj.nio;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Random numbers nobody can guess, drawn a few hundred at a time: one by one they would cost a
 * connection a tenth of its handshake. <em>Thread-safe.</em>
 *
 * <p>They are the kernel's own where Java hands those out ({@code NativePRNGNonBlocking}), whatever
 * provider is preferred: {@code SecureRandom} would mix them with a hash once more, which adds
 * nothing to them, and has to be compiled while the first miners wait. Elsewhere they are those of
 * the platform's {@code SecureRandom}.
 */
final class SecretNumbers implements RandomGenerator {
  /** Numbers drawn at a time. */
  static final int DRAWN_AT_ONCE = 256;

  private final Consumer<byte[]> source;
  private final ByteBuffer drawn = ByteBuffer.allocate(DRAWN_AT_ONCE * Long.BYTES).limit(0);

  /** The platform's best. */
  SecretNumbers() {
    this(ofThePlatform());
  }

  /**
   * Numbers made of somebody's bytes, big-endian.
   *
   * @param source fills an array
   */
  SecretNumbers(Consumer<byte[]> source) {
    this.source = source;
  }

  @Override
  public synchronized long nextLong() {
    if (!drawn.hasRemaining()) {
      source.accept(drawn.array());
      drawn.clear();
    }
    int at = drawn.position();
    long number = drawn.getLong();
    drawn.putLong(at, 0); // whoever reads our memory later finds no name of a session here
    return number;
  }

  private static Consumer<byte[]> ofThePlatform() {
    try {
      SecureRandom kernel = SecureRandom.getInstance("NativePRNGNonBlocking");
      return bytes -> take(kernel.generateSeed(bytes.length), bytes);
    } catch (NoSuchAlgorithmException notOnThisPlatform) {
      return new SecureRandom()::nextBytes;
    }
  }

  /** Copies, and leaves nothing behind. */
  private static void take(byte[] from, byte[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
    Arrays.fill(from, (byte) 0);
  }
}
