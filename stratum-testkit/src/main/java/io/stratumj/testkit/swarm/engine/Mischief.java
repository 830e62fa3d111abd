package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.line.SwarmChannel;
import io.stratumj.testkit.swarm.load.Misbehaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** How one miner misbehaves. What looks like chance comes from the swarm's seed. */
final class Mischief {
  private static final int FRAGMENT_BYTES_MAX = 7;
  private static final int STALL_BYTES_MAX = 80;
  private static final int SIP_BYTES = 64;
  private static final long SIP_NANOS = TimeUnit.MILLISECONDS.toNanos(64);
  private static final int RAW_BYTES_MAX = 400;

  /** More than the 16,384 bytes of SPEC F2, and than what other pools allow. */
  private static final int OVERSIZE_BYTES = 70_000;

  private static final int SKEW_SECONDS_MAX = 3 * 3600;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final byte[] HALF_A_LINE =
      "{\"id\":9,\"method\":\"mining.sub".getBytes(StandardCharsets.US_ASCII);

  private final Misbehaviour way;
  private final Random random;
  private final SwarmRun run;

  private Mischief(Misbehaviour way, Random random, SwarmRun run) {
    this.way = way;
    this.random = random;
    this.run = run;
  }

  /** What this miner does; nothing bad for most. */
  static Optional<Mischief> of(int miner, SwarmRun run) {
    double part = run.options().mischief();
    long before = (long) (miner * part);
    long with = (long) ((miner + 1) * part);
    if (with == before) {
      return Optional.empty();
    }
    List<Misbehaviour> ways = run.options().misbehaviours();
    Random random = new Random(run.options().seed() * 31 + miner);
    return Optional.of(new Mischief(ways.get((int) (before % ways.size())), random, run));
  }

  /** How wrong its clock is just now. */
  int skewSeconds() {
    return way == Misbehaviour.SKEWED_CLOCK
        ? random.nextInt(2 * SKEW_SECONDS_MAX) - SKEW_SECONDS_MAX
        : 0;
  }

  /** The connection stands. */
  void connected(SwarmChannel channel) {
    if (way == Misbehaviour.FRAGMENTING) {
      channel.fragment(1 + random.nextInt(FRAGMENT_BYTES_MAX));
    }
  }

  /** The miner could mine now. */
  void ready(SwarmMiner miner, SwarmChannel channel) {
    switch (way) {
      case FRAGMENTING, SKEWED_CLOCK -> {}
      case STALLING -> stall(miner, channel);
      case SLOW_READING -> {
        channel.sip(SIP_BYTES);
        sip(miner, channel);
      }
      case HALF_CLOSING -> soon(miner, () -> endSending(miner, channel));
      case RESETTING ->
          soon(
              miner,
              () -> {
                miner.send(HALF_A_LINE);
                miner.reset();
                comeBack(miner);
              });
      case RAW_BYTES -> soon(miner, () -> sendAndLeave(miner, rawBytes()));
      case OVERSIZE_LINES ->
          soon(
              miner,
              () ->
                  sendAndLeave(
                      miner, "x".repeat(OVERSIZE_BYTES).getBytes(StandardCharsets.US_ASCII)));
    }
  }

  /** The connection is over; it makes another one. */
  void comeBack(SwarmMiner miner) {
    run.alarms().at(later(), () -> run.gathering().comeBack(miner, run.now()));
  }

  private void stall(SwarmMiner miner, SwarmChannel channel) {
    channel.stallAfter(1 + random.nextInt(STALL_BYTES_MAX));
    soon(
        miner,
        () -> {
          channel.goOn();
          soon(miner, () -> stall(miner, channel));
        });
  }

  private void sip(SwarmMiner miner, SwarmChannel channel) {
    channel.sipAgain();
    at(run.now() + SIP_NANOS, miner, () -> sip(miner, channel));
  }

  private void endSending(SwarmMiner miner, SwarmChannel channel) {
    try {
      channel.endSending();
    } catch (IOException e) {
      miner.lose(e);
    }
  }

  private void sendAndLeave(SwarmMiner miner, byte[] bytes) {
    miner.send(bytes);
    soon(
        miner,
        () -> {
          miner.reset();
          comeBack(miner);
        });
  }

  private byte[] rawBytes() {
    byte[] bytes = new byte[1 + random.nextInt(RAW_BYTES_MAX)];
    random.nextBytes(bytes);
    return bytes;
  }

  private void soon(SwarmMiner miner, Runnable action) {
    at(later(), miner, action);
  }

  /** At this time, if it is still the same connection then. */
  private void at(long nanos, SwarmMiner miner, Runnable action) {
    int connection = miner.connections();
    run.alarms()
        .at(
            nanos,
            () -> {
              if (miner.isReady() && miner.connections() == connection) {
                action.run();
              }
            });
  }

  private long later() {
    return run.now() + (long) (random.nextDouble() * SECOND_NANOS);
  }
}
