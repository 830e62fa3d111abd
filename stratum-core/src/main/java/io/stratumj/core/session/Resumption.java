package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a miner that names its old session wants back (SPEC H7): among the sessions that have
 * ended, then among the live ones of this loop, then of the other loops, one after the other. A
 * live session is taken over and its connection closed, because a miner whose link died silently
 * comes back before the server has noticed.
 *
 * <p><em>Loop-confined</em>, but for the questions it asks on other loops.
 */
final class Resumption {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Session session;
  private final ProtocolLoop loop;
  private final Token token;
  private final RequestId id;
  private final long deadlineNanos;
  private HeldReplies.@Nullable Slot slot;
  private boolean over;

  Resumption(Session session, Token token, RequestId id, long nowNanos) {
    this.session = session;
    this.loop = session.loop();
    this.token = token;
    this.id = id;
    this.deadlineNanos = nowNanos + PATIENCE_NANOS;
  }

  /** Who asked. */
  RequestId id() {
    return id;
  }

  /** Where the reply will go. */
  void replyLater(HeldReplies.Slot place) {
    slot = place;
  }

  /** Where the reply goes. */
  HeldReplies.Slot slot() {
    return Objects.requireNonNull(slot, "slot");
  }

  /** Looks where no other loop has to be asked; empty if there is nothing. */
  Optional<Tenure> lookHere(long nowNanos) {
    Optional<Tenure> parked = loop.protocol().unpark(token, nowNanos);
    if (parked.isPresent()) {
      return parked;
    }
    Session live = loop.live().find(token, session);
    return live == null ? Optional.empty() : loop.subscriptions().surrender(live);
  }

  /** Asks the other loops; the session hears of the outcome later. False if there are none. */
  boolean askElsewhere() {
    return ask(0);
  }

  /** Gives up when a loop does not answer. */
  void tick(long nowNanos) {
    if (!over && nowNanos - deadlineNanos >= 0) {
      finish(Optional.empty(), nowNanos);
    }
  }

  private boolean ask(int first) {
    List<ProtocolLoop> loops = loop.protocol().loops();
    for (int i = first; i < loops.size(); i++) {
      ProtocolLoop other = loops.get(i);
      int next = i + 1;
      if (!other.equals(loop) && other.execute(() -> search(other, next))) {
        return true;
      }
    }
    return false;
  }

  /** Runs on the other loop. */
  private void search(ProtocolLoop other, int next) {
    Session live = other.live().find(token, session);
    Optional<Tenure> found =
        live == null ? Optional.empty() : other.subscriptions().surrender(live);
    if (!loop.execute(session, () -> searched(found, next))) {
      found.ifPresent(tenure -> loop.protocol().release(tenure, other.now()));
    }
  }

  private void searched(Optional<Tenure> found, int next) {
    long now = loop.now();
    if (over || session.isClosing()) {
      found.ifPresent(tenure -> loop.protocol().park(token, tenure, now));
    } else if (found.isPresent()) {
      finish(found, now);
    } else if (!ask(next)) {
      finish(loop.protocol().unpark(token, now), now);
    }
  }

  private void finish(Optional<Tenure> found, long nowNanos) {
    over = true;
    loop.subscriptions().resumed(session, this, found, nowNanos);
  }
}
