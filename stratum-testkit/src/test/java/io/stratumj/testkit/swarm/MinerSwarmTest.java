package io.stratumj.testkit.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Share;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.load.Misbehaviour;
import io.stratumj.testkit.swarm.report.Fate;
import io.stratumj.testkit.swarm.report.JobWave;
import io.stratumj.testkit.swarm.report.MischiefCounts;
import io.stratumj.testkit.swarm.report.Submission;
import io.stratumj.testkit.swarm.report.SwarmReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MinerSwarmTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  /** Far more than any test takes: these runs end by count. */
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void theLedgerAgreesWithThePoolToTheLastShare() throws IOException {
    RecordingSink sink = new RecordingSink();
    Map<Submission, Fate> ledger = new LinkedHashMap<>();
    try (var pool = LoopbackPool.open(options -> options.shareSink(sink))) {
      SwarmReport report =
          swarm(pool, Load.closedLoop(4))
              .miners(8)
              .submitsMax(200)
              .rollVersions()
              .ledger(ledger::put)
              .build()
              .run();

      assertEquals(200, report.submits().sent());
      assertEquals(200, report.submits().accepted());
      assertEquals(8, report.connections().ready());
      assertEquals("", report.connections().firstProblem());
    }
    assertEquals(200, ledger.size());
    assertEquals(Set.of(new Fate.Accepted()), Set.copyOf(ledger.values()));
    assertEquals(
        sink.shares().stream().map(MinerSwarmTest::words).collect(Collectors.toSet()),
        ledger.keySet().stream().map(MinerSwarmTest::words).collect(Collectors.toSet()));
    assertTrue(ledger.keySet().stream().anyMatch(share -> share.versionBits() != 0));
  }

  @Test
  void aSubmitOfTheOpenLoopIsCountedFromWhenItWasDue() throws IOException {
    try (var pool = LoopbackPool.open()) {
      SwarmReport report = swarm(pool, Load.openLoop(1_000)).miners(5).submitsMax(50).build().run();
      assertEquals(50, report.submits().accepted());
      assertEquals(50, report.measured().latency().count());
      assertEquals(50, report.measured().lateness().count());
      assertTrue(report.measured().latency().max() >= report.measured().lateness().min());
    }
  }

  @Test
  void refusedSharesAreCountedByTheServersWords() throws IOException {
    List<Fate> fates = new ArrayList<>();
    try (var pool = LoopbackPool.open(options -> options.difficulty(DifficultyPolicy.fixed(1)))) {
      SwarmReport report =
          swarm(pool, Load.closedLoop(1))
              .submitsMax(20)
              .ledger((share, fate) -> fates.add(fate))
              .build()
              .run();
      String error = "[23,\"Low difficulty share\",null]";
      assertEquals(20, report.submits().refused());
      assertEquals(Map.of(error, 20L), report.submits().errors());
      assertEquals(Set.of(new Fate.Refused(error)), Set.copyOf(fates));
    }
  }

  @Test
  void whatIsNotAnsweredIsToldAtTheEnd() throws IOException {
    RecordingSink sink = new RecordingSink().holding();
    List<Fate> fates = new ArrayList<>();
    try (var pool = LoopbackPool.open(options -> options.shareSink(sink))) {
      SwarmReport report =
          swarm(pool, Load.closedLoop(3))
              .miners(2)
              .duration(SHORT)
              .drainTimeout(SHORT)
              .ledger((share, fate) -> fates.add(fate))
              .build()
              .run();
      assertEquals(6, report.submits().unanswered());
    }
    assertEquals(6, fates.size());
    assertEquals(Set.of(new Fate.Unanswered()), Set.copyOf(fates));
  }

  @Test
  void aServerThatIsNotThereIsReportedAndNotThrown() throws IOException {
    InetSocketAddress nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    SwarmReport report = MinerSwarm.against(nobody, Load.closedLoop(1)).miners(3).build().run();
    assertEquals(3, report.connections().failed());
    assertEquals(0, report.connections().ready());
    assertFalse(report.connections().firstProblem().isEmpty());
  }

  @Test
  void aSwarmThatIsStoppedReportsWhatItHasDone() throws IOException {
    try (var pool = LoopbackPool.open()) {
      MinerSwarm[] swarm = new MinerSwarm[1];
      swarm[0] = swarm(pool, Load.closedLoop(1)).ledger((share, fate) -> swarm[0].stop()).build();
      SwarmReport report = swarm[0].run();
      assertTrue(report.submits().accepted() >= 1);
      assertEquals(0, report.submits().unanswered());
      assertThrows(IllegalStateException.class, swarm[0]::run);
    }
  }

  @Test
  void everyJobIsFollowedToTheLastMiner() throws IOException {
    try (var pool = LoopbackPool.open()) {
      SwarmReport report =
          swarm(pool, Load.fanOut(3)).miners(12).trigger(pool::publish).build().run();
      assertEquals(3, report.waves().size());
      for (JobWave wave : report.waves()) {
        assertEquals(12, wave.delays().count());
      }
      assertEquals(36, report.measured().notifies());
      assertEquals(0, report.submits().sent());
    }
  }

  @Test
  void inAReconnectStormAllComeBack() throws IOException {
    try (var pool = LoopbackPool.open()) {
      SwarmReport report = swarm(pool, Load.reconnectStorm(2)).miners(10).build().run();
      assertEquals(30, report.connections().begun());
      assertEquals(30, report.handshake().count());
      assertEquals(3, report.connections().gatheringNanos().size());
      assertEquals(0, report.connections().failed() + report.connections().lost());
    }
  }

  @Test
  void aChurningMinerGoesThroughAllOfItAgainAndAgain() throws IOException {
    try (var pool = LoopbackPool.open()) {
      SwarmReport report = swarm(pool, Load.churn(3)).miners(2).submitsMax(30).build().run();
      assertEquals(30, report.submits().accepted());
      assertEquals(10, report.measured().cycles());
      assertTrue(report.toText().contains("2 miners; "), report::toText);
      assertTrue(report.connections().begun() >= 10);
    }
  }

  @Test
  void minersThatLoseTheirConnectionComeBackIfTheyShall() throws IOException {
    try (var pool = LoopbackPool.open()) {
      AtomicInteger settled = new AtomicInteger();
      SwarmReport report =
          swarm(pool, Load.closedLoop(1))
              .miners(3)
              .submitsMax(60)
              .reconnectAfter(Duration.ofMillis(1))
              .ledger(
                  (share, fate) -> {
                    if (settled.incrementAndGet() == 20) {
                      pool.dropAll();
                    }
                  })
              .build()
              .run();
      assertEquals(3, report.connections().lost());
      assertEquals(6, report.connections().begun());
      assertEquals(60, report.submits().accepted() + report.submits().unanswered());
      assertEquals(60, settled.get());
    }
  }

  @Test
  void connectionsComeFromManyAddresses() throws IOException {
    try (var pool = LoopbackPool.open()) {
      SwarmReport report = swarm(pool, Load.connectStorm()).miners(9).sources(3).build().run();
      assertEquals(9, report.connections().ready());
      assertEquals(Set.of("127.0.0.1", "127.0.0.2", "127.0.0.3"), pool.peers());
    }
  }

  /** Eight behave, eight misbehave, each in its own way, and most of them more than once. */
  @Test
  void thoseWhoBehaveAreServedWhateverTheOthersDo() throws IOException {
    try (var pool = LoopbackPool.open()) {
      SwarmReport report =
          swarm(pool, Load.openLoop(300))
              .miners(2 * Misbehaviour.values().length)
              .misbehaving(0.5)
              .duration(Duration.ofSeconds(2))
              .spin(false)
              .build()
              .run();
      assertEquals(8, report.connections().ready());
      assertEquals(0, report.connections().lost(), report.connections()::firstProblem);
      assertTrue(report.submits().accepted() > 0);
      assertEquals(report.submits().sent(), report.submits().accepted());
      MischiefCounts bad = report.mischief().orElseThrow();
      assertEquals(8, bad.miners());
      assertTrue(bad.connections() > 8, () -> bad.connections() + " connections");
      assertEquals(
          bad.submits().sent(),
          bad.submits().accepted() + bad.submits().refused() + bad.submits().unanswered());
    }
  }

  @Test
  void everythingThatIsOutOfRangeIsNamed() {
    SwarmBuilder builder =
        MinerSwarm.against(new InetSocketAddress("192.0.2.1", 1), Load.idle())
            .miners(0)
            .sources(5)
            .duration(Duration.ZERO);
    String problem = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(problem.contains("miners"), problem);
    assertTrue(problem.contains("sources"), problem);
    assertTrue(problem.contains("duration"), problem);
  }

  private static SwarmBuilder swarm(LoopbackPool pool, Load load) {
    return MinerSwarm.against(pool.address(), load).warmup(Duration.ZERO).duration(LONG);
  }

  private static String words(Submission share) {
    return "%s %s %s %s %08x %08x %08x %s"
        .formatted(
            share.worker(),
            share.jobId(),
            share.extranonce1(),
            share.extranonce2(),
            share.nTime(),
            share.nonce(),
            share.versionBits(),
            share.difficulty());
  }

  private static String words(AcceptedShare accepted) {
    Share share = accepted.share();
    return "%s %s %s %016x %08x %08x %08x %s"
        .formatted(
            share.worker().value(),
            share.jobId().toWire(),
            accepted.work().extranonce().extranonce1().toHex(),
            share.extranonce2(),
            share.nTime(),
            share.nonce(),
            share.versionBits(),
            accepted.difficulty().toDouble());
  }
}
