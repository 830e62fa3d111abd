package io.stratumj.testkit.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.session.ProtocolBuilder;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.swarm.LoopbackPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CpuMinerTest {
  /** Some 4,300 hashes a share. */
  private static final double EASY = 1e-6;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final RecordingSink sink = new RecordingSink();

  @Test
  void findsSharesThatThePoolTakes() throws IOException {
    try (var pool = LoopbackPool.open(this::easy)) {
      MinerStatus status = miner(pool.address(), 3).mine();
      assertTrue(status.accepted() >= 3, status::toString);
      assertEquals(0, status.refused(), status::toString);
      assertEquals(EASY, status.difficulty());
      assertTrue(status.hashesPerSecond() > 0);
    }
    assertTrue(sink.shares().stream().anyMatch(share -> share.share().versionBits() != 0));
  }

  @Test
  void comesBackWhenTheConnectionIsLost() throws IOException {
    AtomicReference<LoopbackPool> dropping = new AtomicReference<>();
    ShareSink droppingOnce =
        share -> {
          Optional.ofNullable(dropping.getAndSet(null)).ifPresent(LoopbackPool::dropAll);
          return sink.record(share);
        };
    try (var pool = LoopbackPool.open(options -> easy(options).shareSink(droppingOnce))) {
      dropping.set(pool);
      CpuMiner[] miner = new CpuMiner[1];
      miner[0] =
          CpuMiner.of(
              options(pool.address(), Long.MAX_VALUE),
              line -> {
                boolean isBack = !said.isEmpty() && line.startsWith("connected");
                said.add(line);
                if (isBack) {
                  miner[0].stop();
                }
              });
      assertEquals(2, miner[0].mine().connections());
      assertTrue(said.stream().anyMatch(line -> line.startsWith("no connection")), said::toString);
    }
  }

  @Test
  void aWorkerThatIsNotWantedEndsIt() throws IOException {
    try (var pool =
        LoopbackPool.open(
            (credentials, session) -> CompletableFuture.completedStage(Authorization.denied("no")),
            options -> options)) {
      CpuMiner miner = miner(pool.address(), 1);
      String problem = assertThrows(IOException.class, miner::mine).getMessage();
      assertEquals("the pool refuses alice.rig1: [24,\"Unauthorized worker\",null]", problem);
    }
  }

  @Test
  void aPoolThatIsNotThereEndsItAtOnce() throws IOException {
    InetSocketAddress nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    CpuMiner miner = miner(nobody, 1);
    String problem = assertThrows(IOException.class, miner::mine).getMessage();
    assertTrue(problem.startsWith("cannot connect to"), problem);
  }

  @Test
  void endsWhenItIsStopped() throws IOException {
    try (var pool = LoopbackPool.open(this::easy)) {
      CpuMiner[] miner = new CpuMiner[1];
      miner[0] = CpuMiner.of(options(pool.address(), Long.MAX_VALUE), line -> miner[0].stop());
      assertEquals(1, miner[0].mine().connections());
    }
  }

  @Test
  void rateIsToldInTheUnitThatFits() {
    assertEquals(
        "3.25 MH/s; 1,200 accepted, 3 refused; difficulty 0.001",
        new MinerStatus(3.25e6, 1200, 3, 0.001, 1).toString());
    assertEquals(
        "0.00 H/s; 0 accepted, 0 refused; no job yet", new MinerStatus(0, 0, 0, 0, 1).toString());
  }

  private ProtocolBuilder easy(ProtocolBuilder options) {
    return options.difficulty(DifficultyPolicy.fixed(EASY)).shareSink(sink);
  }

  private CpuMiner miner(InetSocketAddress pool, long shares) {
    return CpuMiner.of(options(pool, shares), said::add);
  }

  private static CpuMinerOptions options(InetSocketAddress pool, long shares) {
    return new CpuMinerOptions(
        pool,
        "alice.rig1",
        "x",
        "cpu/1",
        1,
        OptionalDouble.empty(),
        Duration.ofSeconds(25),
        shares,
        Duration.ofSeconds(1),
        Duration.ofMillis(1));
  }
}
