package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.ShareResult;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.testkit.ManualClock;
import io.stratumj.testkit.TestJobs;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The two things a person reads: the status line and the lines of blocks. */
class PoolStatusTest {
  private static final WorkerName ALICE = new WorkerName("alice.rig1");

  private final ManualClock clock = new ManualClock();
  private final PoolStatus status = new PoolStatus(clock, Target.DIFFICULTY_ONE);
  private final List<String> lines = new ArrayList<>();

  @Test
  void anIdlePoolSaysSo() {
    assertEquals(
        "status: 0 miners; shares: 0 accepted, 0 rejected, 0 stale; 0.0 H/s; no block yet",
        status.line());
  }

  @Test
  void aMinerIsASessionWithAnAuthorizedWorker() {
    WorkerName second = new WorkerName("alice.rig2");
    status.authorized(session(1, ALICE), ALICE);
    status.authorized(session(1, ALICE, second), second);
    status.authorized(session(2, ALICE), ALICE);
    status.disconnected(session(3), DisconnectReason.CLIENT_CLOSED);
    assertMiners("2 miners");
    status.disconnected(session(1, ALICE, second), DisconnectReason.CLIENT_CLOSED);
    assertMiners("1 miner");
  }

  @Test
  void sharesAreCountedByOutcome() {
    for (int second = 0; second <= 10; second++) {
      status.judged(accepted(1), 1);
      clock.advance(Duration.ofSeconds(1));
    }
    status.judged(refused(RejectReason.STALE), 1);
    status.judged(refused(RejectReason.DUPLICATE), 1);
    status.judged(refused(RejectReason.LOW_DIFFICULTY), 1);
    status.judged(refused(RejectReason.LOW_DIFFICULTY), 1);
    assertEquals(
        "status: 0 miners; shares: 11 accepted, 3 rejected (2 low difficulty, 1 duplicate), 1 stale;"
            + " 3.9 GH/s; no block yet",
        status.line());
  }

  @Test
  void lastBlockIsTheLastOneNotRefused() {
    BlockCandidate candidate = candidate("alice.rig1");
    status.judged(candidate, new BlockVerdict.Unknown("timeout"));
    status.judged(candidate, new BlockVerdict.Rejected("high-hash"));
    assertBlock("no block yet");
    status.judged(candidate, new BlockVerdict.Accepted());
    clock.advance(Duration.ofSeconds(12));
    assertBlock("last block 900000, 12 s ago");
  }

  @Test
  void ratesAreReadableFromHashesToExahashes() {
    assertEquals("0.0 H/s", PoolStatus.rateWords(0));
    assertEquals("999.0 H/s", PoolStatus.rateWords(999));
    assertEquals("14.0 MH/s", PoolStatus.rateWords(14e6));
    assertEquals("234.5 TH/s", PoolStatus.rateWords(234.5e12));
    assertEquals("5000.0 EH/s", PoolStatus.rateWords(5e21));
  }

  @Test
  void everyVerdictOnABlockHasItsLine() {
    BlockLog log = new BlockLog(lines::add);
    BlockCandidate candidate = candidate("alice\nrig");
    log.judged(candidate, new BlockVerdict.Accepted());
    log.judged(candidate, new BlockVerdict.Rejected("high-hash"));
    log.judged(candidate, new BlockVerdict.Duplicate());
    log.judged(candidate, new BlockVerdict.Inconclusive());
    log.judged(candidate, new BlockVerdict.Unknown("no answer"));
    String block = "block 900000 " + "00".repeat(31) + "2a by alice?rig: ";
    assertEquals(
        List.of(
            block + "accepted",
            block + "rejected (high-hash)",
            block + "duplicate",
            block + "inconclusive",
            block + "unknown (no answer)"),
        lines);
    assertEquals(BlockVerdict.class.getPermittedSubclasses().length, lines.size());
  }

  private void assertMiners(String expected) {
    assertEquals("status: " + expected, status.line().split(";", 2)[0]);
  }

  private void assertBlock(String expected) {
    assertEquals(expected, status.line().substring(status.line().lastIndexOf(';') + 2));
  }

  private static SessionInfo session(long id, WorkerName... workers) {
    return new SessionInfo(
        id, new InetSocketAddress(0), Optional.empty(), Optional.empty(), List.of(workers));
  }

  private static ShareResult accepted(double difficulty) {
    Share share = share();
    return new ShareResult.Accepted(
        new AcceptedShare(hash(), work(), share, ALICE, Difficulty.of(difficulty), 1, false));
  }

  private static ShareResult refused(RejectReason reason) {
    return new ShareResult.Rejected(share(), reason);
  }

  private static Share share() {
    return new Share(ALICE, new JobId(1), 0, 8, 0, 0, 0);
  }

  private static Work work() {
    return new Work(
        new JobId(1),
        TestJobs.next(),
        new Extranonce(Bytes.fromHex("00000001"), 8),
        Difficulty.ONE,
        Target.DIFFICULTY_ONE,
        VersionMask.NONE);
  }

  private static BlockCandidate candidate(String worker) {
    Bytes coinbase =
        Bytes.fromHex("0200000001" + "00".repeat(32) + "ffffffff" + "04" + "03a0bb0d" + "ffffffff");
    return new BlockCandidate(
        hash(),
        Bytes.EMPTY,
        coinbase,
        coinbase,
        Optional.empty(),
        work(),
        share(),
        new WorkerName(worker),
        1,
        false,
        false,
        false);
  }

  private static Hash256 hash() {
    return Hash256.fromDisplayHex("00".repeat(31) + "2a");
  }
}
