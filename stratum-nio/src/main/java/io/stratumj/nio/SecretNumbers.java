package io.stratumj.nio;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Random numbers nobody can guess, drawn from the platform's secure generator a few hundred at a
 * time: one by one they would cost a connection a tenth of its handshake. Where there is one that
 * hands out the kernel's own numbers they are taken as they are: to mix them with a hash once more
 * adds nothing to them, and to have that hash compiled costs the first miners another tenth.
 * <em>Thread-safe.</em>
 */
final class SecretNumbers implements RandomGenerator {
  private static final int DRAWN_AT_ONCE = 256;

  private final Consumer<byte[]> source;
  private final ByteBuffer drawn = ByteBuffer.allocate(DRAWN_AT_ONCE * Long.BYTES).limit(0);

  SecretNumbers() {
    source = source();
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

  private static Consumer<byte[]> source() {
    try {
      SecureRandom kernel = SecureRandom.getInstance("NativePRNGNonBlocking");
      return bytes ->
          System.arraycopy(kernel.generateSeed(bytes.length), 0, bytes, 0, bytes.length);
    } catch (NoSuchAlgorithmException notOnThisPlatform) {
      return new SecureRandom()::nextBytes;
    }
  }
}
