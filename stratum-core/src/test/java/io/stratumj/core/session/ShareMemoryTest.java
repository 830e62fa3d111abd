package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.Authorizer;
import java.time.Duration;
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
    assertTrue(pool.faults.get(0).contains("all of the 1500 bytes"), pool.faults::toString);
  }

  @Test // the smallest table counts too
  void manySessionsWithAShareEachFillIt() {
    for (int i = 0; i < BYTES / 100; i++) {
      new Talk(pool).mining("a").submit("a", "1", EN2, TIME, Pool.hex(++nonce));
    }
    assertTrue(pool.recorded.size() < BYTES / 100, pool.recorded.size() + " shares");
  }

  @Test
  void theMemoryOfASessionThatEndedIsFree() {
    Talk first = new Talk(pool).mining("a");
    Talk second = new Talk(pool).mining("b");
    fill(first, "a");
    first.disconnect();
    assertEquals(0, code(second.submit("b", "1", EN2, TIME, Pool.hex(++nonce))));
    fill(second, "b");
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
    Talk first = new Talk(patient).mining("a");
    Talk second = new Talk(patient).mining("b");
    Talk third = new Talk(patient).mining("c");
    assertEquals(0, code(second.submit("b", "1", EN2, TIME, Pool.hex(++nonce))));
    fill(first, "a");
    first.disconnect();
    second.disconnect();
    assertEquals(3, space.used());
    int faults = patient.faults.size();

    assertEquals(0, code(third.submit("c", "1", EN2, TIME, Pool.hex(++nonce))));
    assertEquals(2, space.used(), "the first cannot come back, the second can");
    assertEquals(faults, patient.faults.size());

    fill(third, "c");
    assertEquals(1, space.used());
    assertEquals(faults + 1, patient.faults.size());
  }

  @Test
  void noMemoryAtAllIsAMistake() {
    ProtocolBuilder builder = StratumProtocol.builder(Authorizer.acceptAll());
    assertThrows(IllegalArgumentException.class, () -> builder.shareMemory(0));
  }

  private Pool pool(Duration resume) {
    SessionLimits limits = SessionLimits.builder().resume(resume).build();
    return new Pool(options -> options.limits(limits).extranonces(space).shareMemory(BYTES))
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
