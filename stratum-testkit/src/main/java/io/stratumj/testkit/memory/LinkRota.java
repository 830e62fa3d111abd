package io.stratumj.testkit.memory;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which links are to be seen to: at once, or at a time of their own. A step of virtual time costs
 * what moves in it, and nothing for the links that stand still. Turns come in the order in which
 * the links were connected, so that every run is the same.
 *
 * <p><em>Confined to the test's thread.</em>
 */
final class LinkRota {
  private final NavigableSet<MemoryLink> ready =
      new TreeSet<>(Comparator.comparingInt(MemoryLink::number));
  private final NavigableSet<Appointment> appointments = new TreeSet<>();
  private final Map<MemoryLink, Appointment> appointmentOf = new HashMap<>();
  private long turns;

  /** Compares differences of times, as these may overflow. */
  private record Appointment(MemoryLink link, long dueNanos) implements Comparable<Appointment> {
    @Override
    public int compareTo(Appointment other) {
      int byTime = Long.compare(dueNanos - other.dueNanos, 0);
      return byTime != 0 ? byTime : Integer.compare(link.number(), other.link.number());
    }
  }

  /** The link has something to do now. */
  void atOnce(MemoryLink link) {
    ready.add(link);
  }

  /** The link will have something to do at this time, instead of any it had said before. */
  void at(MemoryLink link, long dueNanos) {
    Appointment next = new Appointment(link, dueNanos);
    Appointment before = appointmentOf.put(link, next);
    if (before != null) {
      appointments.remove(before);
    }
    appointments.add(next);
  }

  /** The link has no time of its own; it may still be ready. */
  void never(MemoryLink link) {
    Appointment before = appointmentOf.remove(link);
    if (before != null) {
      appointments.remove(before);
    }
  }

  /** The link is over. */
  void strike(MemoryLink link) {
    never(link);
    ready.remove(link);
  }

  /**
   * Gives every link that is ready, or becomes so meanwhile, one turn: those that become ready when
   * the turn has passed them wait for the next round.
   *
   * @param last the number of the last link that takes part
   * @param turn answers whether anything moved
   * @return whether anything did
   */
  boolean round(long nowNanos, int last, Predicate<MemoryLink> turn) {
    gather(nowNanos);
    boolean moved = false;
    @Nullable MemoryLink link = ready.isEmpty() ? null : ready.first();
    while (link != null && link.number() <= last) {
      ready.remove(link);
      turns++;
      moved |= turn.test(link);
      link = ready.higher(link);
    }
    return moved;
  }

  /** How many turns were given so far: what a run has cost, whatever machine it ran on. */
  long turns() {
    return turns;
  }

  /** Whether anybody is ready. */
  boolean isAnybodyReady() {
    return !ready.isEmpty();
  }

  /** How long until the next link's time has come; {@link Long#MAX_VALUE} if none has one. */
  long nanosUntilNext(long nowNanos) {
    return appointments.isEmpty() ? Long.MAX_VALUE : appointments.first().dueNanos - nowNanos;
  }

  private void gather(long nowNanos) {
    while (nanosUntilNext(nowNanos) <= 0) {
      MemoryLink due = appointments.first().link;
      never(due);
      ready.add(due);
    }
  }
}
