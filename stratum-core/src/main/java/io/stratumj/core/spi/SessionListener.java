package io.stratumj.core.spi;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.WorkerName;

/**
 * Hears what becomes of sessions. Implement what is of interest.
 *
 * <p>Called on the session's loop, in order; must not block. A throw is logged and changes nothing.
 */
public interface SessionListener {
  /** A miner has connected. */
  default void connected(SessionInfo session) {}

  /** It has subscribed and has an extranonce. */
  default void subscribed(SessionInfo session) {}

  /** A worker was let in. */
  default void authorized(SessionInfo session, WorkerName worker) {}

  /**
   * A worker was not let in.
   *
   * @param reason the authorizer's words
   */
  default void denied(SessionInfo session, WorkerName worker, String reason) {}

  /** The difficulty changed; it holds from the next job on. */
  default void difficultyChanged(SessionInfo session, Difficulty difficulty) {}

  /** The session is over and holds nothing any more. */
  default void disconnected(SessionInfo session, DisconnectReason reason) {}

  /** Listens to nothing. */
  static SessionListener none() {
    return new SessionListener() {};
  }
}
