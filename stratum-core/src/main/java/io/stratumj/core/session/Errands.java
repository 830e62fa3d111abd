package io.stratumj.core.session;

import org.jspecify.annotations.Nullable;

/**
 * What one session has under way, and what it did wrong: somebody else's answers it waits for, and
 * what counts against it. A session in good order that waits for nobody has none, which keeps ten
 * thousand of them small.
 *
 * <p><em>Loop-confined.</em> Each field belongs to the class of that name and to nobody else.
 */
final class Errands {
  /** Replies that are not known yet, and those behind them. */
  @Nullable HeldReplies replies;

  /** Shares that wait to be recorded. */
  @Nullable PendingShares shares;

  /** What goes on when fewer shares wait to be recorded. */
  @Nullable Runnable whenSettled;

  /** Workers that wait for the authorizer. */
  @Nullable PendingAuthorizations authorizations;

  /** The search for the session the miner had before. */
  @Nullable Resumption resumption;

  /** Our own requests to the miner. */
  @Nullable ServerCalls calls;

  /** What the miner asked for before it subscribed. */
  @Nullable DifficultyPlan earlyPlan;

  /** Whether a change of difficulty or mask waits for a job to travel with. */
  boolean changeWaits;

  /** Since when it does. */
  long changeSinceNanos;

  /** How often a worker was denied. */
  int denials;

  /** How many lines could not be read. */
  int parseErrors;

  boolean oweReplies() {
    return shares != null || authorizations != null || resumption != null;
  }

  boolean areDone() {
    return replies == null
        && !oweReplies()
        && whenSettled == null
        && (calls == null || calls.isDone())
        && earlyPlan == null
        && !changeWaits
        && denials == 0
        && parseErrors == 0;
  }
}
