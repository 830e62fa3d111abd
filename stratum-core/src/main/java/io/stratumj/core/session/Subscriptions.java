package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest.Subscribe;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.Extranonce;
import io.stratumj.core.spi.DisconnectReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives sessions their place in the coinbase, new or taken over from an earlier session (SPEC H3,
 * H4, H7), and takes it back.
 *
 * <p><em>Loop-confined</em>, one for each loop.
 */
final class Subscriptions {
  private final ProtocolLoop loop;
  private final Replies replies;

  Subscriptions(ProtocolLoop loop) {
    this.loop = loop;
    this.replies = loop.replies();
  }

  void subscribe(Session session, Subscribe request, long nowNanos) {
    if (request.userAgent().isPresent()) {
      session.runs(loop.intern(request.userAgent().get()));
    }
    Tenure held = session.tenure();
    if (held != null) {
      replies.send(session, request.id(), subscribed(session, held));
    } else if (resumption(session) != null) {
      replies.sendError(session, request.id(), StratumError.other("A subscribe is in progress"));
    } else if (!isResuming(session, request, nowNanos)) {
      Optional<Tenure> taken = loop.protocol().take(session.planToBeginWith(), nowNanos);
      if (taken.isPresent()) {
        hold(session, taken.get());
      }
      replies.send(session, request.id(), outcome(session, taken));
      session.startWork(nowNanos);
    }
  }

  /** The search on other loops is over. */
  void resumed(Session session, Resumption done, Optional<Tenure> found, long nowNanos) {
    Errands errands = session.errandsIfAny();
    if (errands == null || errands.resumption == null) {
      return;
    }
    errands.resumption = null;
    if (!session.isClosing()) {
      Optional<Tenure> held =
          found.isPresent() ? found : loop.protocol().take(session.planToBeginWith(), nowNanos);
      held.ifPresent(tenure -> hold(session, tenure));
      replies.fill(session, done.slot(), done.id(), outcome(session, held));
      session.startWork(nowNanos);
    }
  }

  /** Another connection takes this session over: it gets everything, and this one ends. */
  Optional<Tenure> surrender(Session session) {
    loop.settlement().abandon(session);
    Optional<Tenure> held = Optional.ofNullable(session.tenure());
    session.hold(null);
    session.close(DisconnectReason.TAKEN_OVER);
    return held;
  }

  /**
   * Gives the session another extranonce1 and a clean job; false if that cannot be done, as while
   * there is no job to send.
   */
  boolean changeExtranonce(Session session, long nowNanos) {
    Tenure held = session.tenure();
    if (held == null || !session.extensions().wantsExtranonceChanges()) {
      return false;
    }
    Optional<Posting> carrier = loop.feed().carrier(session, nowNanos);
    if (carrier.isEmpty()) {
      return false;
    }
    Optional<Extranonce> next = loop.protocol().takeExtranonce(nowNanos);
    next.ifPresent(
        extranonce -> {
          held.moveTo(extranonce);
          loop.feed().changeExtranonce(session, extranonce, carrier.get(), nowNanos);
        });
    return next.isPresent();
  }

  void tick(Session session, long nowNanos) {
    Resumption resumption = resumption(session);
    if (resumption != null) {
      resumption.tick(nowNanos);
    }
  }

  /** The connection is gone. */
  void end(Session session, long nowNanos) {
    Tenure held = session.tenure();
    if (held != null) {
      loop.protocol().leave(session.token(), held, nowNanos);
      session.hold(null);
    }
  }

  /** Whether the miner gets an old session back, at once or when another loop has answered. */
  private boolean isResuming(Session session, Subscribe request, long nowNanos) {
    if (request.resumeToken().isEmpty() || !loop.protocol().isResumable()) {
      return false;
    }
    Optional<Token> old = Token.parse(request.resumeToken().get());
    if (old.isEmpty()) {
      return false;
    }
    Resumption looking = new Resumption(session, old.get(), request.id(), nowNanos);
    Optional<Tenure> found = looking.lookHere(nowNanos);
    if (found.isPresent()) {
      hold(session, found.get());
      replies.send(session, request.id(), outcome(session, found));
      session.startWork(nowNanos);
      return true;
    }
    if (looking.askElsewhere()) {
      looking.replyLater(replies.reserve(session));
      session.errands().resumption = looking;
      return true;
    }
    return false;
  }

  private static Result outcome(Session session, Optional<Tenure> held) {
    return held.isPresent()
        ? subscribed(session, held.get())
        : new Result.Failure(StratumError.other("Server full"));
  }

  private static Result subscribed(Session session, Tenure held) {
    return new Result.Subscribed(session.token().toHex(), held.extranonce());
  }

  private void hold(Session session, Tenure taken) {
    DifficultyPlan early = session.earlyPlan();
    session.hold(taken); // first: what it holds is given back whatever is thrown
    if (early != null) {
      taken.plan().adopt(early);
    }
    loop.tell(listener -> listener.subscribed(session.info()));
  }

  private static @Nullable Resumption resumption(Session session) {
    Errands errands = session.errandsIfAny();
    return errands == null ? null : errands.resumption;
  }
}
