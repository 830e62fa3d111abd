package io.stratumj.nio;

import io.stratumj.core.session.JobBoard;
import io.stratumj.core.session.Posting;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop has seen of the job board. <em>Loop-confined.</em>
 *
 * <p>The board is a slot: a loop that looks once a turn sees the newest job and may miss those
 * before it, which is the intention (SPEC J3).
 */
final class BoardWatch {
  private final JobBoard board;
  private final UnavailablePolicy policy;
  private @Nullable Posting seen;
  private boolean ready;

  /** Has seen nothing yet. */
  BoardWatch(JobBoard board, UnavailablePolicy policy) {
    this.board = board;
    this.policy = policy;
  }

  /** Sees what is on the board now, while there is nobody to be told of it. */
  void catchUp() {
    seen = board.current().orElse(null);
    ready = board.isReady();
  }

  /** Sees the newest job, and tells whether it was not seen before. */
  boolean takeNews() {
    Posting newest = board.current().orElse(null);
    boolean news = newest != seen;
    seen = newest;
    return news;
  }

  /** Does something with the job seen last, if there is one. */
  void ifSeen(Consumer<Posting> action) {
    Posting newest = seen;
    if (newest != null) {
      action.accept(newest);
    }
  }

  /** Whether there became work, or none, since this was asked last. */
  boolean takeTurnOfReadiness() {
    boolean before = ready;
    ready = board.isReady();
    return ready != before;
  }

  /**
   * Whether there was work when readiness was looked at last. When it returns, the job may be one
   * that was seen before, but not by the connections that came meanwhile (SPEC J7).
   */
  boolean isReady() {
    return ready;
  }

  /** Whether there was work and there is none, and miners are to go elsewhere then (SPEC J7). */
  boolean sendsMinersAway() {
    return !ready && seen != null && policy == UnavailablePolicy.DISCONNECT_ALL;
  }
}
