package io.stratumj.core.spi;

/**
 * Hears of everything that should not happen: a plugged-in part that threw, or an error of the
 * library's own that was contained.
 *
 * <p>May be called on any thread of the server; must not block or throw.
 */
@FunctionalInterface
public interface FaultListener {
  /**
   * Something threw.
   *
   * @param where which part, for example {@code "ShareSink"}
   * @param sessionId the session it happened for, 0 if none
   * @param fault what was thrown
   */
  void failed(String where, long sessionId, Throwable fault);
}
