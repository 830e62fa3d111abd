package io.stratumj.testkit.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.memory.LinkConditions;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F1, H7: what a network does to lines and connections loses no miner and no accepted share. */
class BadNetworkTest {
  @ParameterizedTest
  @EnumSource
  void everyPersonaMinesThoughItsLinesComeInPiecesAndLate(MinerModel model) {
    for (long seed = 1; seed <= 3; seed++) {
      LinkConditions slow =
          LinkConditions.seeded(seed).chopping(7).delaying(Duration.ofMillis(150));
      Trial trial = new Trial(model, slow).mining();
      trial.pool.jobs().publish(trial.chain.sameTip());
      trial.goodSharesFor(10);
    }
  }

  /** Who resumes may send a share again whose answer was lost: that is a duplicate, no loss. */
  @ParameterizedTest
  @EnumSource
  void everyPersonaComesBackWheneverItsConnectionBreaks(MinerModel model) {
    LinkConditions breaking =
        LinkConditions.seeded(5)
            .delaying(Duration.ofMillis(150))
            .droppingWithin(Duration.ofMinutes(2));
    Trial trial = new Trial(model, breaking).pass(600);
    assertTrue(trial.persona.connections() > 3, () -> trial.persona.transcript().toString());
    assertEquals(
        0,
        trial.refused().stream().filter(share -> !share.refusal().startsWith("22")).count(),
        () -> trial.persona.transcript().toString());
    assertEquals(trial.recorded.size(), trial.recorded.stream().distinct().count());
  }
}
