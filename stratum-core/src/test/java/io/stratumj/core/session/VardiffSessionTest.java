package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.vardiff.ControlledSession;
import io.stratumj.core.vardiff.ControlledSession.Delivery;
import io.stratumj.core.vardiff.SimulatedMiner;
import io.stratumj.core.vardiff.SimulatedMiner.Change;
import io.stratumj.core.vardiff.SimulatedSession;
import io.stratumj.core.vardiff.Vardiff;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SPEC D3, D4: the published study drives the controller alone. Here the same miners, with the same
 * luck, mine at real sessions, and everything happens at the same nanosecond.
 */
class VardiffSessionTest {
  /** L7: a policy that throws changes nothing, and is reported each time. */
  @Test
  void aPolicyThatThrowsChangesNothing() {
    Pool pool = new Pool(options -> options.difficulty(new Throwing())).publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    talk.submit("a", "1", "0000000000000001", Pool.hex(1_700_000_001), "00000001");
    assertEquals(0, Talk.error(talk.hear().get(0)));
    pool.pass(Duration.ofSeconds(2));
    talk.tick();
    assertEquals(0, talk.conversation().quietNanos(pool.now()));
    assertEquals(List.of(), talk.hear());
    String fault = "DifficultyPolicy: java.lang.IllegalStateException: ";
    assertEquals(
        Set.of(fault + "changed", fault + "shareAccepted", fault + "timePassed", fault + "quiet"),
        Set.copyOf(pool.faults));
  }

  private static final class Throwing implements DifficultyPolicy, DifficultyPolicy.Controller {
    @Override
    public Difficulty initial() {
      return Difficulty.of(Pool.EASY);
    }

    @Override
    public Difficulty minimum() {
      return initial();
    }

    @Override
    public Difficulty maximum() {
      return initial();
    }

    @Override
    public Controller open() {
      return this;
    }

    @Override
    public double shareAccepted(double current, long nowNanos) {
      throw new IllegalStateException("shareAccepted");
    }

    @Override
    public double timePassed(double current, long nowNanos) {
      throw new IllegalStateException("timePassed");
    }

    @Override
    public long quietNanos(double current, long nowNanos) {
      throw new IllegalStateException("quiet");
    }

    @Override
    public void changed(double current, long nowNanos) {
      throw new IllegalStateException("changed");
    }
  }

  private static final double IDEAL = 1_000_000;

  @ParameterizedTest
  @CsvSource({"0.001, 1", "0.001, 2", "100, 3", "100, 4", "1, 5", "1, 6"})
  void aRealSessionDoesWhatTheStudyMeasured(double start, long seed) {
    Vardiff policy = Vardiff.startingAt(start * IDEAL);
    SimulatedTalk real = new SimulatedTalk(policy);
    List<Change> studied =
        lifeOf(new ControlledSession(policy.open(), Delivery.WITH_A_JOB, start * IDEAL), seed);

    assertFalse(studied.isEmpty());
    assertEquals(studied, lifeOf(real, seed));
    assertEquals(0, real.rejected());
  }

  /** Half an hour as it was, then a hundredth of the hashrate, then a tenfold of that. */
  private static List<Change> lifeOf(SimulatedSession session, long seed) {
    double hashrate = IDEAL / 6;
    SimulatedMiner miner =
        new SimulatedMiner(
            session, new SplittableRandom(seed), hashrate, SimulatedMiner.SECOND / 2);
    miner.pass(30 * SimulatedMiner.MINUTE);
    miner.hashrate(hashrate / 100);
    miner.pass(20 * SimulatedMiner.MINUTE);
    miner.hashrate(hashrate / 10);
    miner.pass(20 * SimulatedMiner.MINUTE);
    return miner.changes();
  }
}
