package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.Extranonce;
import io.stratumj.core.spi.DisconnectReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes a connection a session: its name, and its place in the coinbase, new or taken over
 * from an earlier session (SPEC H3, H4, H7).
 *
 * <p><em>Loop-confined.</em>
 */
final class Subscription {
  private final Session session;
  private final ProtocolLoop loop;
  private final ReplyQueue replies;
  private final Token token;

  /** What the miner asked for before it subscribed; then part of {@link #tenure}. */
  private DifficultyPlan plan;

  private @Nullable Tenure tenure;
  private @Nullable Resumption resumption;
  private ReplyQueue.@Nullable Slot resumptionReply;

  Subscription(Session session, ProtocolLoop loop, ReplyQueue replies) {
    this.session = session;
    this.loop = loop;
    this.replies = replies;
    this.token = loop.protocol().newToken();
    this.plan = new DifficultyPlan(loop.protocol().difficulty());
  }

  Token token() {
    return token;
  }

  DifficultyPlan plan() {
    return plan;
  }

  /** Whether the reply to a subscribe waits for another loop. */
  boolean isResuming() {
    return resumption != null;
  }

  /** What the session holds; null before it subscribed and after it was taken over. */
  @Nullable Tenure tenure() {
    return tenure;
  }

  void subscribe(ClientRequest.Subscribe request, long nowNanos) {
    if (tenure != null) {
      replies.send(request.id(), subscribed(tenure));
    } else if (resumption != null) {
      replies.sendError(request.id(), StratumError.other("A subscribe is in progress"));
    } else if (!isResuming(request, nowNanos)) {
      Optional<Tenure> taken = loop.protocol().take(plan, nowNanos);
      taken.ifPresent(this::hold);
      replies.send(request.id(), outcome(taken));
      session.startWork(nowNanos);
    }
  }

  /** The search on other loops is over. */
  void resumed(Optional<Tenure> found, long nowNanos) {
    Resumption done = resumption;
    ReplyQueue.Slot slot = resumptionReply;
    resumption = null;
    resumptionReply = null;
    if (done != null && slot != null && !session.isClosing()) {
      Optional<Tenure> held = found.isPresent() ? found : loop.protocol().take(plan, nowNanos);
      held.ifPresent(this::hold);
      replies.fill(slot, done.id(), outcome(held));
      session.startWork(nowNanos);
    }
  }

  /** Another connection takes this session over: it gets everything, and this one ends. */
  Optional<Tenure> surrender() {
    Optional<Tenure> held = Optional.ofNullable(tenure);
    tenure = null;
    session.close(DisconnectReason.TAKEN_OVER);
    return held;
  }

  /** Moves to another place in the coinbase; empty if there is none, or nothing to move from. */
  Optional<Extranonce> move(long nowNanos) {
    Tenure held = tenure;
    if (held == null) {
      return Optional.empty();
    }
    Optional<Extranonce> next = loop.protocol().takeExtranonce(nowNanos);
    next.ifPresent(extranonce -> moveTo(held.movedTo(extranonce)));
    return next;
  }

  void tick(long nowNanos) {
    if (resumption != null) {
      resumption.tick(nowNanos);
    }
  }

  /** The connection is gone. */
  void end(long nowNanos) {
    if (tenure != null) {
      loop.protocol().leave(token, tenure, nowNanos);
      tenure = null;
    }
  }

  /** Whether the miner gets an old session back, at once or when another loop has answered. */
  private boolean isResuming(ClientRequest.Subscribe request, long nowNanos) {
    Optional<Token> old = request.resumeToken().flatMap(Token::parse);
    if (old.isEmpty() || !loop.protocol().isResumable()) {
      return false;
    }
    Resumption looking = new Resumption(session, loop, old.get(), request.id(), nowNanos);
    Optional<Tenure> found = looking.lookHere(nowNanos);
    if (found.isPresent()) {
      hold(found.get());
      replies.send(request.id(), outcome(found));
      session.startWork(nowNanos);
      return true;
    }
    if (looking.askElsewhere()) {
      resumption = looking;
      resumptionReply = replies.reserve();
      return true;
    }
    return false;
  }

  private Result outcome(Optional<Tenure> held) {
    return held.isPresent()
        ? subscribed(held.get())
        : new Result.Failure(StratumError.other("Server full"));
  }

  private Result subscribed(Tenure held) {
    return new Result.Subscribed(token.toHex(), held.extranonce());
  }

  private void hold(Tenure taken) {
    taken.plan().adopt(plan);
    plan = taken.plan();
    moveTo(taken);
    loop.tell(listener -> listener.subscribed(session.info()));
  }

  private void moveTo(Tenure held) {
    tenure = held;
    session.holds(held);
  }
}
