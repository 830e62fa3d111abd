package io.stratumj.core.session;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ShareSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A protocol under virtual time, on one loop whose tasks the test runs. */
final class Pool {
  /** Every hash meets this: no mining needed. */
  static final double EASY = 1e-10;

  /** Of a network whose difficulty, 86 million million, is out of the way. */
  static final int HARD_BITS = 0x17034219;

  final List<AcceptedShare> recorded = new ArrayList<>();
  final List<BlockCandidate> blocks = new ArrayList<>();
  final List<String> faults = new ArrayList<>();

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final StratumProtocol protocol;
  private final ProtocolLoop loop;
  private long now = 1_000_000_000L;

  Pool() {
    this(builder -> builder);
  }

  /** A pool with some options changed. */
  Pool(UnaryOperator<ProtocolBuilder> options) {
    this(Authorizer.acceptAll(), options);
  }

  Pool(Authorizer authorizer, UnaryOperator<ProtocolBuilder> options) {
    ProtocolBuilder builder =
        StratumProtocol.builder(authorizer)
            .difficulty(DifficultyPolicy.fixed(EASY))
            .extranonces(ExtranonceSpace.ofSize(4, 0x10000001L))
            .shareSink(
                share -> {
                  recorded.add(share);
                  return ShareSink.RECORDED;
                })
            .blockSink(
                candidate -> {
                  blocks.add(candidate);
                  return CompletableFuture.completedStage(new BlockVerdict.Accepted());
                })
            .faultListener((where, sessionId, fault) -> faults.add(where + ": " + fault));
    protocol = options.apply(builder).build(() -> now, (task, delay) -> task.run(), new Random(42));
    loop = protocol.newLoop(tasks::add);
  }

  StratumProtocol protocol() {
    return protocol;
  }

  ProtocolLoop loop() {
    return loop;
  }

  /** A conversation on a second loop, whose tasks are run with those of the first. */
  Talk talkOnAnotherLoop() {
    return new Talk(this, protocol.newLoop(tasks::add));
  }

  long now() {
    return now;
  }

  Pool pass(Duration time) {
    now += time.toNanos();
    return this;
  }

  /** Runs what other threads asked the loop to do. */
  void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
  }

  Pool publish(Job job) {
    protocol.jobs().publish(job);
    return this;
  }

  Pool publishClean(Job job) {
    protocol.jobs().publishClean(job);
    return this;
  }

  /** A job that differs from every other number's; network difficulty 1, extranonce 4 + 8 bytes. */
  static Job job(int number) {
    return job(number, 0x1d00ffff);
  }

  /** Such a job on a network of another difficulty. */
  static Job job(int number, int nBits) {
    byte[] parent = new byte[32];
    parent[0] = (byte) number;
    parent[1] = (byte) (number >> 8);
    return new Job(
        Hash256.fromInternal(parent, 0),
        Bytes.fromHex(
            "01000000010000000000000000000000000000000000000000000000000000000000000000"
                + "ffffffff10035f0e0c0c"),
        Bytes.fromHex("ffffffff0100f2052a01000000015100000000"),
        12,
        List.of(Hash256.fromInternal(parent, 0).toInternal()),
        0x20000000,
        nBits,
        1_700_000_000 + number,
        1_600_000_000,
        Optional.empty());
  }

  static String hex(int word) {
    return String.format("%08x", word);
  }
}
