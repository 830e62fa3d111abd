package io.stratumj.testkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final SimulationOptions SHORT =
      SimulationOptions.defaults().withMiners(30).withTime(Duration.ofMinutes(15));

  /** A fixed handful; "simulate --seeds N" of the runnable jar runs more, and longer ones. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyRuleHoldsThroughAllTroubles(long seed) {
    SimulationReport report = Simulation.run(SHORT, seed);
    report.verify();
    assertTrue(report.accepted() > 50, report::toString);
  }

  @Test
  void theSameSeedGivesTheSameRunByteForByte() {
    SimulationOptions options = SHORT.withMiners(10).withTime(Duration.ofMinutes(5));
    String digest = Simulation.run(options, 7).digest();
    assertEquals(digest, Simulation.run(options, 7).digest());
    assertNotEquals(digest, Simulation.run(options, 8).digest());
  }
}
