package io.stratumj.testkit.personas.work;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shares that wait for an answer, and what became of the others.
 *
 * <p><em>Confined to one thread.</em>
 */
public final class SubmitBook {
  private final Rig rig;
  private final Habits habits;
  private final List<Open> open = new ArrayList<>();
  private final List<ShareOutcome> outcomes = new ArrayList<>();

  private record Open(String id, ShareFound share, long sentNanos) {}

  /** An empty book. */
  public SubmitBook(Rig rig, Habits habits) {
    this.rig = rig;
    this.habits = habits;
  }

  /** A share was submitted under this id. */
  public void submitted(String id, ShareFound share) {
    open.add(new Open(id, share, rig.now()));
  }

  /** Whether a share waits under this id. */
  public boolean isOpen(String id) {
    return find(id).isPresent();
  }

  /** Books the answer to a share; does nothing if no share waits under its id. */
  public void answered(PoolMessage reply) {
    answered(reply.id(), reply);
  }

  /** Books the answer to the share with this id, however it came back. */
  public void answered(String id, PoolMessage reply) {
    find(id).ifPresent(waiting -> book(waiting, reply));
  }

  /** Books the answer to whatever share has waited longest, if one waits. */
  public void answeredOldest(PoolMessage reply) {
    open.stream().findFirst().ifPresent(waiting -> book(waiting, reply));
  }

  /** The connection is gone; answers will not come any more. Hands out what waited. */
  public List<ShareFound> forget() {
    List<ShareFound> unanswered = open.stream().map(Open::share).toList();
    open.clear();
    return unanswered;
  }

  /** Looks whether an answer is overdue. */
  public void second() {
    Optional<Duration> patience = habits.answersWithin();
    if (patience.isPresent() && !open.isEmpty()) {
      Open oldest = open.get(0);
      if (rig.hasPassed(patience.get(), oldest.sentNanos)) {
        throw new Breach(
            Rule.ANSWER_IN_TIME,
            "",
            "counts share " + oldest.id + " as lost after " + patience.get().toSeconds() + " s");
      }
    }
  }

  /** What became of all shares that were answered, oldest first. */
  public List<ShareOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  private Optional<Open> find(String id) {
    return open.stream().filter(waiting -> waiting.id.equals(id)).findFirst();
  }

  private void book(Open waiting, PoolMessage reply) {
    open.remove(waiting);
    boolean accepted = habits.verdicts().isAccepted(reply);
    outcomes.add(new ShareOutcome(waiting.share, accepted, accepted ? "" : reply.errorText()));
  }
}
