package io.stratumj.core.session;

import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.VersionMask;
import java.util.Optional;

/**
 * Sends sessions their jobs (SPEC H2, J3, D2, D3, C2): before a job, in this order, the version
 * mask if it differs from what the miner was told, and the difficulty if it changed; then the
 * notify. What the job was sent under is frozen with it. A change that no job takes along in time,
 * or that cannot wait, gets a job of its own.
 *
 * <p><em>Loop-confined</em>, one for each loop.
 */
final class WorkFeed {
  /** A difficulty this many times too low means a flood of shares (SPEC D3). */
  private static final double FLOOD = 4;

  private final ProtocolLoop loop;

  WorkFeed(ProtocolLoop loop) {
    this.loop = loop;
  }

  /** Subscribed, and somebody is authorized: from now on jobs are sent, beginning with this. */
  void start(Session session, long nowNanos) {
    Tenure held = session.tenure();
    if (held == null) {
      return;
    }
    Optional<Posting> next = nextPosting(held, nowNanos);
    Optional<Posting> posting = next.isPresent() ? next : loop.protocol().jobs().newest();
    if (posting.isPresent()) {
      send(session, held, posting.get(), true, nowNanos);
    }
  }

  /** A job the session has not had; none before it is sent any, or while there is none. */
  Optional<Posting> carrier(Session session, long nowNanos) {
    Tenure held = session.tenure();
    return session.hasStarted() && held != null ? nextPosting(held, nowNanos) : Optional.empty();
  }

  /** The session has moved in the coinbase: says so, with a clean job in the same breath. */
  void changeExtranonce(Session session, Extranonce extranonce, Posting carrier, long nowNanos) {
    Tenure held = session.tenure();
    if (held != null) {
      session.tell(new ServerMessage.SetExtranonce(extranonce));
      send(session, held, carrier, true, nowNanos);
    }
  }

  /** Sends the newest job unless the session has had it or a later one. */
  void offer(Session session, Posting posting, long nowNanos) {
    Tenure held = session.tenure();
    if (!session.hasStarted() || held == null) {
      return;
    }
    SentJob last = held.last();
    if (last == null) {
      send(session, held, posting, true, nowNanos);
    } else if (posting.isNewerThan(last.posting())) {
      send(session, held, posting, !last.posting().isOnSameTip(posting), nowNanos);
    }
  }

  /**
   * A good share of this job came, whether or not there was room for it. If they come in a flood,
   * it is stopped at once (D3).
   */
  void shareProven(Session session, Tenure held, SentJob sent, long nowNanos) {
    Terms terms = session.terms();
    if (terms == null) {
      return;
    }
    Difficulty told = terms.difficulty();
    DifficultyPlan plan = held.plan();
    double network = network(held);
    if (sent.terms().difficulty().equals(told)) {
      try {
        plan.shareAccepted(told, network, nowNanos);
      } catch (RuntimeException thrown) {
        policyFailed(session, thrown);
      }
    }
    if (plan.wanted(network).toDouble() >= FLOOD * told.toDouble()) {
      carryChange(session, held, nowNanos);
    }
  }

  /** Has the difficulty follow, and sends a job for a change that has waited long enough. */
  void tick(Session session, long nowNanos) {
    Tenure held = session.tenure();
    Terms terms = session.terms();
    if (held == null || terms == null) {
      return;
    }
    double network = network(held);
    try {
      held.plan().timePassed(terms.difficulty(), network, nowNanos);
    } catch (RuntimeException thrown) {
      policyFailed(session, thrown);
    }
    if (terms.are(held.plan().wanted(network), session.extensions().mask())) {
      session.forgetChange();
    } else if (session.noticeChange(nowNanos)
        >= loop.protocol().limits().difficultyDelay().toNanos()) {
      carryChange(session, held, nowNanos);
    }
  }

  /** For how long {@link #tick} would do nothing if the session stayed silent. */
  long quietNanos(Session session, long nowNanos) {
    Tenure held = session.tenure();
    Terms terms = session.terms();
    if (held == null || terms == null) {
      return Long.MAX_VALUE;
    }
    try {
      return held.plan().quietNanos(terms.difficulty(), network(held), nowNanos);
    } catch (RuntimeException thrown) {
      policyFailed(session, thrown);
      return 0;
    }
  }

  private void carryChange(Session session, Tenure held, long nowNanos) {
    nextPosting(held, nowNanos).ifPresent(posting -> offer(session, posting, nowNanos));
  }

  /** A job the session has not had, if need be the newest once more under a new id. */
  private Optional<Posting> nextPosting(Tenure held, long nowNanos) {
    JobBoard board = loop.protocol().jobs();
    SentJob last = held.last();
    return last == null ? board.current() : board.carrierAfter(last.posting(), nowNanos);
  }

  private void send(Session session, Tenure held, Posting posting, boolean clean, long nowNanos) {
    Posting own = customized(session, posting);
    Terms before = session.terms();
    tellMask(session, own.job());
    Difficulty wanted = held.plan().wanted(loop.networkDifficulty(own.job()));
    VersionMask mask = session.extensions().mask();
    Terms terms = before != null && before.are(wanted, mask) ? before : loop.terms(wanted, mask);
    if (before == null || !wanted.equals(before.difficulty())) {
      tellDifficulty(session, held, terms, nowNanos);
    }
    held.add(terms.sent(own), loop.protocol().limits(), nowNanos);
    session.started();
    session.sink().append(own.line(clean, loop.writer()));
    session.forgetChange();
  }

  private void tellMask(Session session, Job job) {
    Extensions extensions = session.extensions();
    VersionMask usable = extensions.mask().without(job.version());
    if (extensions.mustTell(usable)) {
      session.tell(new ServerMessage.SetVersionMask(usable));
      session.negotiated(extensions.told(usable));
    }
  }

  private void tellDifficulty(Session session, Tenure held, Terms terms, long nowNanos) {
    Difficulty difficulty = terms.difficulty();
    session.sink().append(terms.difficultyLine(loop.writer()));
    try {
      held.plan().announced(difficulty, nowNanos);
    } catch (RuntimeException thrown) {
      policyFailed(session, thrown);
    }
    loop.tell(listener -> listener.difficultyChanged(session.info(), difficulty));
  }

  /** How hard the network of the last job is; it bounds the difficulty. */
  private double network(Tenure held) {
    SentJob last = held.last();
    return last == null ? Double.MAX_VALUE : loop.networkDifficulty(last.posting().job());
  }

  /** A policy that throws changes nothing. */
  private void policyFailed(Session session, RuntimeException thrown) {
    loop.fault("DifficultyPolicy", session.id(), thrown);
  }

  private Posting customized(Session session, Posting posting) {
    Optional<Job> own = loop.customize(posting.job(), session);
    return own.isPresent() ? posting.customized(own.get()) : posting;
  }
}
