package io.stratumj.testkit.simulation;

import java.util.PriorityQueue;

/** What is to happen later, by the second. <em>Confined to the simulation's thread.</em> */
final class Agenda {
  private final PriorityQueue<Item> items = new PriorityQueue<>();
  private long second;
  private long added;

  private record Item(long second, long number, Runnable task) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int bySecond = Long.compare(second, other.second);
      return bySecond != 0 ? bySecond : Long.compare(number, other.number);
    }
  }

  /** The seconds that have passed. */
  long second() {
    return second;
  }

  void in(long seconds, Runnable task) {
    added++;
    items.add(new Item(second + seconds, added, task));
  }

  /** A second has passed: what is due happens. */
  void tick() {
    second++;
    while (!items.isEmpty() && items.peek().second <= second) {
      items.remove().task.run();
    }
  }
}
