package io.stratumj.testkit;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a {@link MockMiner} connects and behaves. Immutable; start from {@link #DEFAULTS}.
 *
 * @param timeout how long any wait lasts before it fails, the connecting included
 * @param userAgent what the miner calls itself when it subscribes and when it is asked
 * @param answersPool whether {@code mining.ping} and {@code client.get_version} are answered
 *     whenever the miner reads them
 * @param localAddress where to connect from; absent for any. Each of 127.0.0.2, 127.0.0.3 … is
 *     another client to a pool that counts by address
 * @param receiveBufferBytes the size of the kernel's receive buffer; absent for the system's own
 * @param algorithm what headers are hashed with
 */
public record MinerOptions(
    Duration timeout,
    String userAgent,
    boolean answersPool,
    Optional<SocketAddress> localAddress,
    OptionalInt receiveBufferBytes,
    MiningAlgorithm algorithm) {
  /** Waits of 5 s, user agent {@code mockminer/1}, answers the pool, double SHA-256. */
  public static final MinerOptions DEFAULTS =
      new MinerOptions(
          Duration.ofSeconds(5),
          "mockminer/1",
          true,
          Optional.empty(),
          OptionalInt.empty(),
          MiningAlgorithm.SHA256D);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the timeout or the buffer size is not positive
   */
  public MinerOptions {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout is not positive: " + timeout);
    }
    if (receiveBufferBytes.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "receiveBufferBytes is not positive: " + receiveBufferBytes.getAsInt());
    }
  }

  /** The same with another timeout. */
  public MinerOptions withTimeout(Duration newTimeout) {
    return new MinerOptions(
        newTimeout, userAgent, answersPool, localAddress, receiveBufferBytes, algorithm);
  }

  /** The same with another user agent. */
  public MinerOptions withUserAgent(String newUserAgent) {
    return new MinerOptions(
        timeout, newUserAgent, answersPool, localAddress, receiveBufferBytes, algorithm);
  }

  /** The same, but requests of the pool stay unanswered. */
  public MinerOptions ignoringPool() {
    return new MinerOptions(timeout, userAgent, false, localAddress, receiveBufferBytes, algorithm);
  }

  /** The same, connecting from this address; its port may be 0. */
  public MinerOptions from(SocketAddress address) {
    return new MinerOptions(
        timeout, userAgent, answersPool, Optional.of(address), receiveBufferBytes, algorithm);
  }

  /** The same with a small, or large, receive buffer: how much a stalled miner swallows. */
  public MinerOptions withReceiveBuffer(int bytes) {
    return new MinerOptions(
        timeout, userAgent, answersPool, localAddress, OptionalInt.of(bytes), algorithm);
  }

  /** The same, mining by another algorithm. */
  public MinerOptions withAlgorithm(MiningAlgorithm newAlgorithm) {
    return new MinerOptions(
        timeout, userAgent, answersPool, localAddress, receiveBufferBytes, newAlgorithm);
  }
}
