package io.stratumj.core.spi;

import io.stratumj.api.work.Job;
import java.util.Optional;

/**
 * Gives some sessions a job of their own, for example one whose coinbase pays the miner directly.
 *
 * <p>Called on the session's loop for each job about to be sent; must not block. A throw sends the
 * shared job and is logged.
 */
@FunctionalInterface
public interface JobCustomizer {
  /**
   * The job this session shall get.
   *
   * @param shared the published job
   * @param session who will get it
   * @return another job on the same parent and with the same extranonce size; empty to send the
   *     shared job, whose line is encoded only once for all
   */
  Optional<Job> customize(Job shared, SessionInfo session);

  /** Everybody gets the shared job. */
  static JobCustomizer none() {
    return (shared, session) -> Optional.empty();
  }
}
