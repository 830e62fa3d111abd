package io.stratumj.testkit.simulation;

import io.stratumj.testkit.ManualClock;
import java.util.Random;

/** What all parts of one simulation share. <em>Confined to the simulation's thread.</em> */
final class SimulationContext {
  private static final double SECONDS_PER_HOUR = 3_600;

  private final SimulationOptions options;
  private final Random random;
  private final Agenda agenda = new Agenda();
  private final Observers observers = new Observers();
  private final ManualClock clock;
  private boolean troubled = true;
  private int connections;

  SimulationContext(SimulationOptions options, Random random, ManualClock clock) {
    this.options = options;
    this.random = random;
    this.clock = clock;
  }

  SimulationOptions options() {
    return options;
  }

  Random random() {
    return random;
  }

  Agenda agenda() {
    return agenda;
  }

  Observers observers() {
    return observers;
  }

  long nanos() {
    return clock.nanos();
  }

  /** Whether anything may go wrong at present. */
  boolean troubled() {
    return troubled;
  }

  void calmDown() {
    troubled = false;
  }

  int nextConnection() {
    connections++;
    return connections;
  }

  int connections() {
    return connections;
  }

  void happened(String event) {
    observers.happened(event, nanos());
  }

  /** Whether something of this rate happens in this second. */
  boolean perHour(double rate) {
    return chance(rate / SECONDS_PER_HOUR);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
