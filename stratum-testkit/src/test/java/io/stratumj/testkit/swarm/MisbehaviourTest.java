package io.stratumj.testkit.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.load.Misbehaviour;
import io.stratumj.testkit.swarm.report.SwarmReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each misbehaviour of a swarm, as the pool sees it: one miner behaves, the other does not. */
class MisbehaviourTest {
  private static final Pattern SUBMITTED_TIME =
      Pattern.compile(
          "\"mining.submit\",\"params\":\\[\"[^\"]*\",\"[^\"]*\",\"[^\"]*\",\"(\\w{8})");
  private static final int LINE_MAX = 16_384;

  private final List<Overheard> good = new ArrayList<>();
  private final List<Overheard> bad = new ArrayList<>();

  @Test
  void aFragmentingMinersLinesComeInPieces() throws IOException {
    run(Misbehaviour.FRAGMENTING, Load.openLoop(100));
    assertTrue(any(bad, Overheard::wasCutWithinALine));
    assertFalse(any(good, Overheard::wasCutWithinALine));
  }

  @Test
  void aStallingMinerStopsWithinALineAndGoesOn() throws IOException {
    SwarmReport report = run(Misbehaviour.STALLING, Load.openLoop(100));
    assertTrue(any(bad, Overheard::wasCutWithinALine));
    assertFalse(any(good, Overheard::wasCutWithinALine));
    assertTrue(report.mischief().orElseThrow().submits().accepted() > 0);
  }

  @Test
  void aHalfClosingMinerEndsWhatItSendsWithoutAReset() throws IOException {
    run(Misbehaviour.HALF_CLOSING, Load.idle());
    assertTrue(any(bad, one -> one.end().equals("end") && one.text().endsWith("\n")));
  }

  @Test
  void aResettingMinerLeavesInTheMiddleOfALine() throws IOException {
    run(Misbehaviour.RESETTING, Load.idle());
    assertTrue(any(bad, one -> one.end().equals("reset")));
    assertTrue(any(bad, one -> one.text().endsWith("\"method\":\"mining.sub")));
    assertTrue(bad.size() > 1, "it did not come back");
  }

  @Test
  void aMinerOfRawBytesSendsWhatIsNoText() throws IOException {
    run(Misbehaviour.RAW_BYTES, Load.idle());
    assertTrue(any(bad, one -> one.text().chars().anyMatch(c -> c > 0x7e)));
    assertFalse(any(good, one -> one.text().chars().anyMatch(c -> c > 0x7e)));
  }

  @Test
  void anOversizeLineIsLongerThanAnyPoolAllows() throws IOException {
    run(Misbehaviour.OVERSIZE_LINES, Load.idle());
    assertTrue(any(bad, one -> longestLine(one) > LINE_MAX), () -> "no line that long");
    assertFalse(any(good, one -> longestLine(one) > LINE_MAX));
  }

  @Test
  void aSlowReaderHearsLessThanItsNeighbour() throws IOException {
    SwarmReport report = run(Misbehaviour.SLOW_READING, Load.closedLoop(4));
    long slow = report.mischief().orElseThrow().submits().accepted();
    assertTrue(slow < report.submits().accepted(), () -> slow + " answers heard");
  }

  @Test
  void aSkewedClockPutsTimesIntoSharesThatAreHoursOff() throws IOException {
    SwarmReport report = run(Misbehaviour.SKEWED_CLOCK, Load.openLoop(100));
    assertTrue(spread(bad) > 3_600, () -> spread(bad) + " s");
    assertTrue(spread(good) < 600, () -> spread(good) + " s");
    Map<String, Long> refused = report.mischief().orElseThrow().submits().errors();
    assertTrue(
        refused.keySet().stream().anyMatch(why -> why.contains("Time out of range")),
        refused::toString);
    assertEquals(report.submits().sent(), report.submits().accepted());
  }

  /** Two miners; what they said is told apart by their names. */
  private SwarmReport run(Misbehaviour way, Load load) throws IOException {
    LoopbackPool pool = LoopbackPool.open();
    SwarmReport report;
    try (pool) {
      report =
          MinerSwarm.against(pool.address(), load)
              .miners(2)
              .misbehaving(0.5, way)
              .warmup(Duration.ZERO)
              .duration(Duration.ofSeconds(2))
              .drainTimeout(Duration.ofMillis(500))
              .spin(false)
              .build()
              .run();
    }
    List<Overheard> all = pool.overheard();
    all.stream().filter(one -> one.text().contains("\"swarm.w0\"")).forEach(good::add);
    all.stream().filter(one -> one.text().contains("\"swarm.w1\"")).forEach(bad::add);
    assertEquals(1, good.size(), "connections of the miner who behaves");
    return report;
  }

  private static boolean any(List<Overheard> connections, Predicate<Overheard> fact) {
    return connections.stream().anyMatch(fact);
  }

  private static int longestLine(Overheard one) {
    return one.text().lines().mapToInt(String::length).max().orElse(0);
  }

  private static int spread(List<Overheard> connections) {
    List<Integer> times = new ArrayList<>();
    for (Overheard one : connections) {
      Matcher matcher = SUBMITTED_TIME.matcher(one.text());
      while (matcher.find()) {
        times.add(Integer.parseUnsignedInt(matcher.group(1), 16));
      }
    }
    return times.stream().mapToInt(x -> x).max().orElse(0)
        - times.stream().mapToInt(x -> x).min().orElse(0);
  }
}
