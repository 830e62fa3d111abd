package io.stratumj.core.spi;

import io.stratumj.api.work.Bytes;
import java.util.Optional;

/**
 * Hands out extranonce1 values, so that no two sessions ever mine the same work.
 *
 * <p><em>Thread-safe</em> and called on event loops: must not block.
 */
public interface ExtranonceAllocator {
  /** How many bytes every value has, 2 to 8. */
  int size();

  /**
   * A value no live session has, and none that ended within the quarantine had.
   *
   * @param nowNanos the server's clock
   * @return empty when there is none: the miner is refused
   */
  Optional<Bytes> allocate(long nowNanos);

  /**
   * Gives a value back. It rests for the quarantine first, because late shares and a resumed
   * session may still need it.
   *
   * @param extranonce1 a value from {@link #allocate}
   * @param nowNanos the server's clock
   * @throws IllegalArgumentException if the value is not in use
   */
  void release(Bytes extranonce1, long nowNanos);
}
