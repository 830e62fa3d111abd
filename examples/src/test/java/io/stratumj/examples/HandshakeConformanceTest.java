package io.stratumj.examples;

import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.conformance.Conformance;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How a pool is held to the rules of the protocol: every case of the suite is a test. */
class HandshakeConformanceTest {
  private final ManualJobSource jobs = new ManualJobSource();
  private final StratumServer pool =
      StratumServer.builder(jobs, Authorizer.acceptAll()).bind("127.0.0.1", 0).build();

  @BeforeEach
  void start() throws IOException {
    jobs.publishClean(TestJobs.next());
    pool.start();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @TestFactory
  Stream<DynamicTest> handshakesConform() {
    return Conformance.against(pool.address())
        .as("alice.rig1", "x")
        .only("handshake/*")
        .strictly()
        .dynamicTests();
  }
}
