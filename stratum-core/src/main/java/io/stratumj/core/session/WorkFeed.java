package io.stratumj.core.session;

import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.VersionMask;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a session its jobs (SPEC H2, J3, D2, D3, C2): before a job, in this order, the version mask
 * if it differs from what the miner was told, and the difficulty if it changed; then the notify.
 * What the job was sent under is frozen with it. A change that no job takes along in time, or that
 * cannot wait, gets a job of its own.
 *
 * <p><em>Loop-confined.</em>
 */
final class WorkFeed {
  /** A difficulty this many times too low means a flood of shares (SPEC D3). */
  private static final double FLOOD = 4;

  private final Session session;
  private final ProtocolLoop loop;
  private final ByteSink sink;
  private final Extensions extensions;

  private @Nullable Tenure tenure;
  private @Nullable Difficulty announced;
  private @Nullable Terms terms;
  private boolean started;

  /** How hard the network of the last job is; it bounds the difficulty. */
  private double networkDifficulty;

  private boolean isChangeNoticed;

  /** Since when a change waits for the next job to travel with, if one was noticed. */
  private long changeSinceNanos;

  WorkFeed(Session session, ProtocolLoop loop, ByteSink sink, Extensions extensions) {
    this.session = session;
    this.loop = loop;
    this.sink = sink;
    this.extensions = extensions;
  }

  /** The session has subscribed and mines with this. */
  void holds(Tenure newTenure) {
    tenure = newTenure;
  }

  boolean hasStarted() {
    return started;
  }

  /** What the newest job was sent under; null before the first job. */
  @Nullable Terms terms() {
    return terms;
  }

  /** Subscribed, and somebody is authorized: from now on jobs are sent, beginning with this. */
  void start(long nowNanos) {
    if (tenure != null) {
      nextPosting(tenure, nowNanos)
          .or(() -> loop.protocol().jobs().current())
          .ifPresent(
              posting -> {
                started = true;
                send(posting, true, nowNanos);
              });
    }
  }

  /** A job the session has not had; none before it is sent any, or while there is none. */
  Optional<Posting> carrier(long nowNanos) {
    return started && tenure != null ? nextPosting(tenure, nowNanos) : Optional.empty();
  }

  /** The session has moved in the coinbase: says so, with a clean job in the same breath. */
  void changeExtranonce(Extranonce extranonce, Posting carrier, long nowNanos) {
    loop.append(new ServerMessage.SetExtranonce(extranonce), sink);
    send(carrier, true, nowNanos);
  }

  /** Sends the newest job unless the session has had it or a later one. */
  void offer(Posting posting, long nowNanos) {
    if (!started || tenure == null) {
      return;
    }
    Optional<SentJob> last = tenure.recent().last();
    if (last.isEmpty()) {
      send(posting, true, nowNanos);
    } else if (posting.isNewerThan(last.get().posting())) {
      send(posting, !last.get().posting().isOnSameTip(posting), nowNanos);
    }
  }

  /** A share of this job was accepted. If they come in a flood, it is stopped at once (D3). */
  void shareAccepted(SentJob sent, long nowNanos) {
    Difficulty told = announced;
    if (tenure == null || told == null) {
      return;
    }
    DifficultyPlan plan = tenure.plan();
    if (sent.terms().difficulty().equals(told)) {
      guarded(() -> plan.shareAccepted(told, networkDifficulty, nowNanos));
    }
    if (plan.wanted(networkDifficulty).toDouble() >= FLOOD * told.toDouble()) {
      carryChange(tenure, nowNanos);
    }
  }

  /** Has the difficulty follow, and sends a job for a change that has waited long enough. */
  void tick(long nowNanos) {
    Difficulty told = announced;
    if (!started || tenure == null || told == null) {
      return;
    }
    DifficultyPlan followed = tenure.plan();
    guarded(() -> followed.timePassed(told, networkDifficulty, nowNanos));
    if (!isChangeWaiting(tenure.plan(), told)) {
      isChangeNoticed = false;
      return;
    }
    if (!isChangeNoticed) {
      isChangeNoticed = true;
      changeSinceNanos = nowNanos;
    }
    if (nowNanos - changeSinceNanos >= loop.protocol().limits().difficultyDelay().toNanos()) {
      carryChange(tenure, nowNanos);
    }
  }

  private boolean isChangeWaiting(DifficultyPlan plan, Difficulty told) {
    return !plan.wanted(networkDifficulty).equals(told)
        || (terms != null && !terms.mask().equals(extensions.mask()));
  }

  private void carryChange(Tenure held, long nowNanos) {
    nextPosting(held, nowNanos).ifPresent(posting -> offer(posting, nowNanos));
  }

  /** A job the session has not had, if need be the newest once more under a new id. */
  private Optional<Posting> nextPosting(Tenure held, long nowNanos) {
    JobBoard board = loop.protocol().jobs();
    Optional<SentJob> last = held.recent().last();
    return last.isPresent() ? board.carrierAfter(last.get().posting(), nowNanos) : board.current();
  }

  private void send(Posting posting, boolean clean, long nowNanos) {
    Tenure held = tenure;
    if (held == null) {
      return;
    }
    Posting own = customized(posting);
    networkDifficulty = loop.networkDifficulty(own.job());
    tellMask(own.job());
    Difficulty difficulty = tellDifficulty(held, nowNanos);
    Terms current = terms;
    if (current == null || !current.isSameAs(held.extranonce(), difficulty, extensions.mask())) {
      current =
          new Terms(held.extranonce(), difficulty, loop.targetOf(difficulty), extensions.mask());
      terms = current;
    }
    held.recent().add(own, current, nowNanos);
    sink.append(own.line(clean, loop.writer()));
    isChangeNoticed = false;
  }

  private void tellMask(Job job) {
    VersionMask usable = extensions.mask().without(job.version());
    if (extensions.mustTell(usable)) {
      loop.append(new ServerMessage.SetVersionMask(usable), sink);
      extensions.told(usable);
    }
  }

  private Difficulty tellDifficulty(Tenure held, long nowNanos) {
    Difficulty difficulty = held.plan().wanted(networkDifficulty);
    if (announced == null || !difficulty.equals(announced)) {
      announced = difficulty;
      loop.append(new ServerMessage.SetDifficulty(difficulty), sink);
      guarded(() -> held.plan().announced(difficulty, nowNanos));
      loop.tell(listener -> listener.difficultyChanged(session.info(), difficulty));
    }
    return difficulty;
  }

  /** A policy that throws changes nothing. */
  private void guarded(Runnable policyCall) {
    try {
      policyCall.run();
    } catch (RuntimeException thrown) {
      loop.fault("DifficultyPolicy", session.id(), thrown);
    }
  }

  private Posting customized(Posting posting) {
    Optional<Job> own = loop.customize(posting.job(), session);
    return own.isPresent() ? posting.customized(own.get()) : posting;
  }
}
