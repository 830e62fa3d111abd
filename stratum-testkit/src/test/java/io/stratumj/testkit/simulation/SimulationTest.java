package io.stratumj.testkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.session.ProtocolBuilder;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareSink;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
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

  /** Thousands at once, which a step that walks over all of them would not get through. */
  @Test
  void everyRuleHoldsForACrowd() {
    SimulationReport report =
        Simulation.run(SHORT.withMiners(3_000).withTime(Duration.ofMinutes(1)), 9);
    report.verify();
    assertTrue(report.connections() >= 3_000, report::toString);
    assertTrue(report.accepted() > 5_000, report::toString);
    assertTrue(report.blocks() < 20, report::toString);
  }

  @Test
  void aFailureIsMadeSmallAndCutToWhatMatters() {
    SimulationOptions options = SHORT.withMiners(20).withTime(Duration.ofMinutes(10));
    UnaryOperator<ProtocolBuilder> forgetful = pool -> pool.shareSink(ShareSink.discarding());
    SimulationReport broken = Simulation.run(options, 5, forgetful);
    SimulationReport small = Simulation.shrink(options, broken, forgetful);

    assertTrue(small.options().miners() < 20, small::toString);
    assertTrue(small.options().time().compareTo(options.time()) < 0, small::toString);
    assertTrue(small.lines() < broken.lines() / 4, small::toString);
    assertTrue(small.problems().get(0).startsWith("BooksAgree on connection"), small::toString);
    String text = small.toString();
    assertTrue(text.startsWith("seed 5: "), text);
    assertTrue(text.contains("simulate --seeds 1 --seed 5 --miners "), text);
    assertTrue(text.contains("mining.submit"), text);
    assertTrue(text.lines().count() < 80, text);
  }

  @Test
  void aFaultOnNoConnectionShowsWhoSpokeLast() {
    SimulationOptions options = SHORT.withMiners(3).withTime(Duration.ofMinutes(1));
    SessionListener thrower =
        new SessionListener() {
          @Override
          public void connected(SessionInfo session) {
            throw new IllegalStateException("a fault");
          }
        };
    SimulationReport report = Simulation.run(options, 6, pool -> pool.sessionListener(thrower));
    String text = report.transcript().orElseThrow();
    assertTrue(text.contains(", who spoke last before it:"), text);
    assertEquals(Set.of("NothingThrows"), report.rules());
  }

  @Test
  void theSameSeedGivesTheSameRunByteForByte() {
    SimulationOptions options = SHORT.withMiners(10).withTime(Duration.ofMinutes(5));
    String digest = Simulation.run(options, 7).digest();
    assertEquals(digest, Simulation.run(options, 7).digest());
    assertNotEquals(digest, Simulation.run(options, 8).digest());
  }
}
