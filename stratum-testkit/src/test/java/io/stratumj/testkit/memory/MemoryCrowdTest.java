package io.stratumj.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.core.spi.SessionInfo;
import io.stratumj.testkit.TestJobs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of each session holds of thousands; what they cost is measured by hand. */
final class MemoryCrowdTest {
  private static final int SESSIONS = 10_000;

  private final TestJobs jobs = TestJobs.sequence();
  private final MemoryCrowd crowd = MemoryCrowd.with(jobs.newTip());

  @Test
  void everybodyIsServedAndLetGo() {
    crowd.gather(SESSIONS);
    assertEquals(SESSIONS, crowd.holding());
    assertEquals(SESSIONS, extranonces());
    crowd.publish(jobs.newTip());
    assertEquals(SESSIONS, crowd.holding());
    crowd.submit(1);
    crowd.submit(2);
    assertEquals(2 * SESSIONS, crowd.accepted());
    crowd.tick();
    assertEquals(SESSIONS, crowd.holding());
    crowd.disperse();
    assertEquals(List.of(), live());
  }

  private long extranonces() {
    return live().stream().map(info -> info.extranonce().orElseThrow()).distinct().count();
  }

  private List<SessionInfo> live() {
    return crowd.protocol().sessions().list().toCompletableFuture().join();
  }
}
