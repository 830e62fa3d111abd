package io.stratumj.core.spi;

import io.stratumj.api.work.Job;

/**
 * Takes the newest job. A slot, not a queue: a job published before the last one was sent replaces
 * it. The server gives each job its id.
 *
 * <p><em>Thread-safe</em>; returns at once.
 */
public interface JobSink {
  /**
   * Publishes a job on the same tip: jobs sent before stay valid.
   *
   * @throws IllegalArgumentException if the job leaves another number of bytes for the extranonce
   *     than the server's extranonces have
   */
  void publish(Job job);

  /**
   * Publishes a job on a new tip: jobs sent before become stale.
   *
   * @throws IllegalArgumentException as {@link #publish}
   */
  void publishClean(Job job);

  /**
   * Declares that there is no work worth doing until the next publish: the node is down, not in
   * sync, or on the wrong chain.
   *
   * @param reason for the log and for metrics
   */
  void unavailable(String reason);
}
