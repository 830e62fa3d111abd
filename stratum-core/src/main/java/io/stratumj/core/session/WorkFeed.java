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
 * What the job was sent under is frozen with it.
 *
 * <p><em>Loop-confined.</em>
 */
final class WorkFeed {
  private final Session session;
  private final ProtocolLoop loop;
  private final ByteSink sink;
  private final Extensions extensions;

  private @Nullable Tenure tenure;
  private @Nullable Difficulty announced;
  private @Nullable Terms terms;
  private boolean started;

  /** Since when something waits for the next job to travel with; 0 if nothing does. */
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

  /** The difficulty the miner was told last; null before the first job. */
  @Nullable Difficulty announced() {
    return announced;
  }

  /** What the newest job was sent under; null before the first job. */
  @Nullable Terms terms() {
    return terms;
  }

  /** Subscribed, and somebody is authorized: from now on jobs are sent, beginning with this. */
  void start(long nowNanos) {
    if (tenure != null) {
      nextPosting(tenure, nowNanos)
          .ifPresent(
              posting -> {
                started = true;
                send(posting, true, nowNanos);
              });
    }
  }

  /** The session has moved in the coinbase: says so, with a clean job in the same breath. */
  void changeExtranonce(Extranonce extranonce, long nowNanos) {
    if (started && tenure != null) {
      loop.append(new ServerMessage.SetExtranonce(extranonce), sink);
      nextPosting(tenure, nowNanos).ifPresent(posting -> send(posting, true, nowNanos));
    }
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

  /** Sends a job for a change that has waited long enough. */
  void tick(long nowNanos) {
    if (!started || tenure == null) {
      return;
    }
    if (!isChangeWaiting(tenure)) {
      changeSinceNanos = 0;
    } else if (changeSinceNanos == 0) {
      changeSinceNanos = nowNanos == 0 ? 1 : nowNanos;
    } else if (nowNanos - changeSinceNanos
        >= loop.protocol().limits().difficultyDelay().toNanos()) {
      carryChange(tenure, nowNanos);
    }
  }

  private boolean isChangeWaiting(Tenure held) {
    return announced == null
        || !held.plan().wanted().equals(announced)
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
    changeSinceNanos = 0;
  }

  private void tellMask(Job job) {
    VersionMask usable = extensions.mask().without(job.version());
    if (extensions.mustTell(usable)) {
      loop.append(new ServerMessage.SetVersionMask(usable), sink);
      extensions.told(usable);
    }
  }

  private Difficulty tellDifficulty(Tenure held, long nowNanos) {
    Difficulty difficulty = held.plan().wanted();
    if (announced == null || !difficulty.equals(announced)) {
      announced = difficulty;
      loop.append(new ServerMessage.SetDifficulty(difficulty), sink);
      held.plan().announced(difficulty, nowNanos);
      loop.tell(listener -> listener.difficultyChanged(session.info(), difficulty));
    }
    return difficulty;
  }

  private Posting customized(Posting posting) {
    Optional<Job> own = loop.customize(posting.job(), session);
    return own.isPresent() ? posting.customized(own.get()) : posting;
  }
}
