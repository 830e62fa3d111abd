package io.stratumj.testkit.swarm.engine;

import java.util.PriorityQueue;

/** Things to be done later. <em>Confined to the swarm's thread.</em> */
final class Alarms {
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>((a, b) -> Long.signum(a.atNanos - b.atNanos));

  private record Alarm(long atNanos, Runnable action) {}

  /** Has something done at this time, or soon after. */
  void at(long nanos, Runnable action) {
    alarms.add(new Alarm(nanos, action));
  }

  /** Does what is due, and tells in how many nanoseconds the next one is. */
  long turn(long nowNanos) {
    for (Alarm next = alarms.peek(); next != null; next = alarms.peek()) {
      if (next.atNanos - nowNanos > 0) {
        return next.atNanos - nowNanos;
      }
      alarms.remove();
      next.action.run();
    }
    return Duty.NEVER;
  }
}
