package io.stratumj.examples.store;

import java.util.ArrayDeque;

/**
 * What is known in memory and has to be forgotten again if the transaction fails. <em>Not
 * thread-safe.</em>
 */
final class Undo {
  private final ArrayDeque<Runnable> steps = new ArrayDeque<>();

  /** Something was learnt; this forgets it. */
  void add(Runnable step) {
    steps.push(step);
  }

  /** The transaction is committed. */
  void clear() {
    steps.clear();
  }

  /** The transaction is rolled back: forgets, the last thing first. */
  void run() {
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
  }
}
