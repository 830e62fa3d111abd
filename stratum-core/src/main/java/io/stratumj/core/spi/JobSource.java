package io.stratumj.core.spi;

/**
 * Where jobs come from: a node, a proxy's upstream, a simulation.
 *
 * <p>A server starts its source once, with the sink to publish to, and closes it when the server
 * closes.
 */
public interface JobSource extends AutoCloseable {
  /**
   * Begins to publish. May publish before it returns; must not block for long. A throw fails the
   * start of the server.
   *
   * @param sink where jobs go; thread-safe
   */
  void start(JobSink sink);

  /** Stops publishing and ends the threads it made. Idempotent. Throws nothing. */
  @Override
  void close();
}
