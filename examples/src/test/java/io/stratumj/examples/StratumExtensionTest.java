package io.stratumj.examples;

import static io.stratumj.testkit.assertions.StratumAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.junit.StratumExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JUnit extension around a real server: one for the class, and one for each test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StratumExtensionTest {
  @RegisterExtension static final StratumExtension<StratumServer> SHARED = extension();

  @RegisterExtension final StratumExtension<StratumServer> own = extension();

  private static InetSocketAddress sharedBefore = new InetSocketAddress(0);
  private static InetSocketAddress ownBefore = new InetSocketAddress(0);

  @Test
  @Order(1)
  void bothRunAndAreTwo() {
    sharedBefore = SHARED.pool().address();
    ownBefore = own.pool().address();
    assertNotEquals(sharedBefore, ownBefore);
    assertThat(SHARED.miner("alice").takeJob()).isClean();
    assertThat(own.miner("alice").takeJob()).isClean();
  }

  @Test
  @Order(2)
  void theSharedOneIsStillTheSameAndTheOthersHasEnded() {
    assertEquals(sharedBefore, SHARED.address());
    assertThrows(AssertionError.class, () -> MockMiner.connect(ownBefore));
    assertNotEquals(ownBefore, own.address());
  }

  @Test
  @Order(3)
  void outsideOfTestsThereIsNoPool() {
    assertThrows(IllegalStateException.class, () -> extension().pool());
  }

  private static StratumExtension<StratumServer> extension() {
    return StratumExtension.of(
        StratumExtensionTest::server, StratumServer::start, StratumServer::address);
  }

  private static StratumServer server() {
    ManualJobSource jobs = new ManualJobSource();
    jobs.publishClean(TestJobs.next());
    return StratumServer.builder(jobs, Authorizer.acceptAll())
        .bind("127.0.0.1", 0)
        .difficulty(DifficultyPolicy.fixed(0.0001))
        .build();
  }

  /** What is injected: the address, and the pool itself by its type. */
  static final class InjectionTest {
    @RegisterExtension final StratumExtension<StratumServer> pool = extension();

    @Test
    void thePoolAndItsAddressAreThere(StratumServer server, InetSocketAddress address)
        throws IOException {
      assertSame(pool.pool(), server);
      assertEquals(server.address(), address);
    }
  }
}
