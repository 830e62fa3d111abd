package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.vardiff.Vardiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SPEC S5 and L: what all sessions remember of their shares has a bound, and comes free again. */
class ShareMemoryTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);
  private static final int BYTES = 1_500;

  private final ExtranonceSpace space = ExtranonceSpace.ofSize(4, 7);
  private final Pool pool = pool(Duration.ZERO);
  private int nonce;

  @Test
  void sharesAreRefusedWhenTheMemoryIsFullAndTheLogSaysItOnce() {
    Talk first = new Talk(pool).mining("a");
    Talk second = new Talk(pool).mining("b");
    fill(first, "a");
    int recorded = pool.recorded.size();
    assertTrue(recorded > 10, recorded + " shares");

    assertEquals(20, code(first.submit("a", "1", EN2, TIME, Pool.hex(++nonce))));
    assertEquals(20, code(second.submit("b", "1", EN2, TIME, Pool.hex(++nonce))));
    assertEquals(22, code(first.submit("a", "1", EN2, TIME, Pool.hex(1))));
    assertEquals(recorded, pool.recorded.size());
    assertEquals(1, pool.faults.size(), pool.faults::toString);
    assertTrue(pool.faults.get(0).contains(" of the 1500 bytes"), pool.faults::toString);
  }

  @Test // the smallest table counts too
  void manySessionsWithAShareEachFillIt() {
    for (int i = 0; i < BYTES / 100; i++) {
      new Talk(pool).mining("a").submit("a", "1", EN2, TIME, Pool.hex(++nonce));
    }
    assertEquals(8, pool.recorded.size(), "172 bytes for the table of each");
  }

  @Test
  void theMemoryOfASessionThatEndedIsFree() {
    Talk first = new Talk(pool).mining("a");
    Talk second = new Talk(pool).mining("b");
    fill(first, "a");
    int accepted = pool.recorded.size();
    first.disconnect();
    assertEquals(0, pool.protocol().shareMemory().bytes());
    fill(second, "b");
    assertEquals(2 * accepted, pool.recorded.size());
    assertEquals(2, pool.faults.size(), "it was full, and is again");
  }

  @Test
  void theMemoryOfABlockWhoseJobsAreForgottenIsFree() {
    Talk miner = new Talk(pool).mining("a");
    fill(miner, "a");
    pool.publishClean(Pool.job(2));
    miner.offer();
    assertEquals(20, code(miner.ignore().submit("a", "2", EN2, TIME, Pool.hex(++nonce))));
    pool.pass(pool.protocol().limits().jobMemory()).publishClean(Pool.job(3));
    miner.offer();
    assertEquals(0, code(miner.ignore().submit("a", "3", EN2, TIME, Pool.hex(++nonce))));
  }

  @Test
  void whoHasLeftMakesRoomForWhoIsHereTheFirstBeforeTheOthers() {
    Pool patient = pool(Duration.ofMinutes(1));
    new Talk(patient).mining("without a share").disconnect();
    Talk first = new Talk(patient).mining("a");
    Talk second = new Talk(patient).mining("b");
    Talk third = new Talk(patient).mining("c");
    assertEquals(0, code(second.submit("b", "1", EN2, TIME, Pool.hex(++nonce))));
    fill(first, "a");
    first.disconnect();
    second.disconnect();
    assertEquals(4, space.used());
    int faults = patient.faults.size();

    assertEquals(0, code(third.submit("c", "1", EN2, TIME, Pool.hex(++nonce))));
    assertEquals(3, space.used(), "the first cannot come back, the others can");
    assertEquals(faults, patient.faults.size());

    fill(third, "c");
    assertEquals(2, space.used());
    third.disconnect();
    patient.pass(Duration.ofMinutes(1));
    patient.protocol().expireParked(patient.now());
    assertEquals(0, patient.protocol().shareMemory().bytes());
  }

  @Test // resumption is no help for a share when those that may come back have none
  void whoHasLeftWithoutSharesMayComeBack() {
    Pool patient = pool(Duration.ofMinutes(1));
    Talk first = new Talk(patient).mining("a");
    Talk second = new Talk(patient).mining("b");
    second.disconnect();
    fill(first, "a");
    assertEquals(2, space.used());
  }

  @Test
  void aGreedyMinerLeavesRoomForOthers() {
    Pool large = pool(Duration.ZERO, 100_000);
    List<Talk> miners = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      miners.add(new Talk(large).mining("a"));
      assertEquals(0, code(miners.get(i).submit("a", "1", EN2, TIME, Pool.hex(++nonce))));
    }
    fill(miners.get(0), "a");
    long half = large.protocol().shareMemory().bytes();
    assertTrue(half >= 50_000 && half < 55_000, half + " bytes");
    assertEquals(1, large.faults.size(), "no share is refused silently");
    for (Talk other : miners.subList(1, 10)) {
      for (int i = 0; i < 100; i++) {
        assertEquals(0, code(other.submit("a", "1", EN2, TIME, Pool.hex(++nonce))));
      }
    }
  }

  /** Or difficulties would fall while shares are refused, and a flood fill what comes free. */
  @Test
  void refusedSharesKeepTheDifficultyUp() {
    SessionLimits limits = SessionLimits.builder().sharesPerJob(5).build();
    Vardiff vardiff = Vardiff.startingAt(Pool.EASY).between(Difficulty.of(1e-13), Difficulty.of(1));
    Pool varied =
        new Pool(options -> options.limits(limits).difficulty(vardiff))
            .publish(Pool.job(1, Pool.HARD_BITS));
    Talk miner = new Talk(varied).mining("a");
    for (int i = 0; i < 60; i++) {
      varied.pass(Duration.ofSeconds(6));
      miner.submit("a", "1", EN2, TIME, Pool.hex(++nonce));
      miner.tick();
    }
    List<String> heard = miner.hear();
    assertEquals(5, varied.recorded.size());
    assertEquals(
        List.of(), heard.stream().filter(line -> line.contains("set_difficulty")).toList());
  }

  @Test
  void noMemoryAtAllIsAMistake() {
    ProtocolBuilder builder = StratumProtocol.builder(Authorizer.acceptAll());
    assertThrows(IllegalArgumentException.class, () -> builder.shareMemory(0));
  }

  private Pool pool(Duration resume) {
    return pool(resume, BYTES);
  }

  private Pool pool(Duration resume, long bytes) {
    SessionLimits limits = SessionLimits.builder().resume(resume).build();
    return new Pool(options -> options.limits(limits).extranonces(space).shareMemory(bytes))
        .publish(Pool.job(1));
  }

  private void fill(Talk miner, String worker) {
    while (code(miner.submit(worker, "1", EN2, TIME, Pool.hex(++nonce))) == 0) {}
  }

  /** The error code of the one reply, 0 for none. */
  private static int code(Talk talk) {
    return Talk.error(talk.hear().get(0));
  }
}
