package io.stratumj.core.vardiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.vardiff.ControlledSession.Delivery;
import io.stratumj.core.vardiff.VardiffStudy.Spread;
import io.stratumj.core.vardiff.VardiffStudy.Steady;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SPEC D4, in numbers: quicker out of a gross error than the best of seven other servers' rules,
 * with a smaller flood, and steady. The bounds are theirs; see {@code vardiff-study.md}.
 */
class VardiffStudyTest {
  @ParameterizedTest
  @EnumSource
  void aMinerWhoseDifficultyIsFarTooHighIsRescuedWithoutAShare(Delivery delivery) {
    assertBelow(180, 180, tenAMinute(delivery).secondsFromStartAt(100));
  }

  @ParameterizedTest
  @EnumSource
  void aMinerThatLosesNearlyAllItsHashrateIsFollowed(Delivery delivery) {
    assertBelow(253, 386, tenAMinute(delivery).secondsFromHashrateTimes(0.01));
  }

  @ParameterizedTest
  @EnumSource
  void aMinerThatGrowsTenfoldIsFollowed(Delivery delivery) {
    assertBelow(50, 50, tenAMinute(delivery).secondsFromHashrateTimes(10));
  }

  @Test
  void aFloodIsStoppedAfterSome64Shares() {
    VardiffStudy study = tenAMinute(Delivery.AT_ONCE);
    assertBelow(1, 1, study.secondsFromStartAt(0.001));
    assertBelow(66, 158, study.sharesFromStartAt(0.001));
  }

  /**
   * D3: the share that shows a flood brings the change; what the miner sends until it has heard is
   * added, half a second's worth. The median is below the best of others', theirs without latency.
   */
  @Test
  void theEndOfAFloodIsDeliveredAtOnce() {
    VardiffStudy study = tenAMinute(Delivery.WITH_A_JOB);
    assertBelow(0.1, 0.1, study.secondsFromStartAt(0.001));
    assertBelow(158, 180, study.sharesFromStartAt(0.001));
  }

  @ParameterizedTest
  @EnumSource
  void aSteadyMinerIsLeftAlone(Delivery delivery) {
    Steady steady = tenAMinute(delivery).steady();
    assertTrue(steady.changesPerHour() < 0.1, steady.toString());
    assertEquals(10, steady.sharesPerMinute(), 0.1);
    assertTrue(steady.withinFactorTwo() > 0.999, steady.toString());
    double unavoidable = 1 / Math.sqrt(10 * 10);
    assertEquals(unavoidable, steady.variation(), 0.05 * unavoidable);
  }

  @Test
  void thePublishedTableIsTrue() throws IOException {
    List<VardiffStudy> asDelivered =
        Stream.concat(
                Stream.of(3, 6, 10, 20).map(pace -> VardiffStudy.at(pace, Delivery.WITH_A_JOB)),
                Stream.of(tenAMinute(Delivery.WITH_A_JOB).inPowersOfTwo()))
            .toList();
    String table = StudyTable.of(asDelivered, tenAMinute(Delivery.AT_ONCE));
    try (InputStream published = VardiffStudyTest.class.getResourceAsStream("vardiff-study.md")) {
      assertEquals(new String(published.readAllBytes(), StandardCharsets.UTF_8), table);
    }
  }

  private static VardiffStudy tenAMinute(Delivery delivery) {
    return VardiffStudy.at(10, delivery);
  }

  private static void assertBelow(double median, double p95, Spread spread) {
    assertTrue(spread.median() < median && spread.p95() < p95, spread.toString());
  }
}
