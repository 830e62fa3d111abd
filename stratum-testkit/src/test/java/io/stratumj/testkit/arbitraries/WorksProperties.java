package io.stratumj.testkit.arbitraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.Work;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class WorksProperties {
  @Property(tries = 200)
  void theFieldsOfWorkFitEachOther(@ForAll("works") Work work) {
    assertEquals(work.job().extranonceSize(), work.extranonce().size());
    assertEquals(Target.forDifficulty(work.difficulty()), work.target());
    assertTrue(Integer.compareUnsigned(work.job().minTime(), work.job().nTime()) <= 0);
  }

  @Property(tries = 200)
  void sharesFitTheirWork(@ForAll("acceptedShares") AcceptedShare accepted) {
    Work work = accepted.work();
    Share share = accepted.share();
    assertEquals(work.jobId(), share.jobId());
    assertEquals(work.extranonce().extranonce2Size(), share.extranonce2Size());
    assertTrue(work.versionMask().allows(share.versionBits()));
    byte[] extranonce2 = new byte[8];
    share.copyExtranonce2To(extranonce2, 0);
    long value = 0;
    for (int i = 0; i < share.extranonce2Size(); i++) {
      value = (value << 8) | (extranonce2[i] & 0xff);
    }
    assertEquals(share.extranonce2(), value, "no more than its size holds");
  }

  @Provide
  Arbitrary<Work> works() {
    return Works.works();
  }

  @Provide
  Arbitrary<AcceptedShare> acceptedShares() {
    return Works.acceptedShares();
  }
}
