package io.stratumj.testkit.cpu;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a {@link CpuMiner} is like. Immutable.
 *
 * @param pool where to connect
 * @param user the worker
 * @param password its password
 * @param userAgent what it calls itself
 * @param threads how many hash
 * @param suggestedDifficulty what it suggests
 * @param duration after how long it ends
 * @param sharesMax after how many accepted shares it ends
 * @param period how often it tells how it is doing
 * @param retryPause after how long it comes back the first time; twice as long each further time
 */
public record CpuMinerOptions(
    InetSocketAddress pool,
    String user,
    String password,
    String userAgent,
    int threads,
    OptionalDouble suggestedDifficulty,
    Duration duration,
    long sharesMax,
    Duration period,
    Duration retryPause) {
  private static final int THREADS_MAX = 1024;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the one that is wrong
   */
  public CpuMinerOptions {
    if (threads < 1 || threads > THREADS_MAX) {
      throw new IllegalArgumentException("threads is not from 1 to 1024: " + threads);
    }
    if (user.isBlank()) {
      throw new IllegalArgumentException("the user is blank");
    }
    if (sharesMax < 1) {
      throw new IllegalArgumentException("shares is not above 0: " + sharesMax);
    }
  }
}
