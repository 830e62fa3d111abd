package io.stratumj.core.vardiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One miner under virtual time. Shares come as a Poisson process: a hashrate of 1 finds, at
 * difficulty 1, a share a second. The pool ticks every second and has a job every 30.
 */
public final class SimulatedMiner {
  public static final long SECOND = 1_000_000_000L;
  public static final long MINUTE = 60 * SECOND;
  public static final long HOUR = 60 * MINUTE;

  private static final long NEVER = Long.MAX_VALUE;
  private static final long JOB_INTERVAL = 30 * SECOND;

  private final SimulatedSession session;
  private final RandomGenerator random;
  private final long latencyNanos;
  private final List<Change> changes = new ArrayList<>();

  private double hashrate;
  private double told;
  private double mined;
  private long now;
  private long shares;

  private long nextShare;
  private long nextTick;
  private long nextJob;
  private long nextSwitch = NEVER;

  /** The miner was told another difficulty. */
  public record Change(long nanos, double difficulty) {}

  /**
   * A miner that has just got its first job.
   *
   * @param latencyNanos how long it goes on at the old difficulty: the way to the miner, and
   *     through its queue of work
   */
  public SimulatedMiner(
      SimulatedSession session, RandomGenerator random, double hashrate, long latencyNanos) {
    this.session = session;
    this.random = random;
    this.hashrate = hashrate;
    this.latencyNanos = latencyNanos;
    this.told = session.difficulty();
    this.mined = told;
    this.nextTick = (long) (random.nextDouble() * SECOND);
    this.nextJob = (long) (random.nextDouble() * JOB_INTERVAL);
    this.nextShare = drawShare();
  }

  /** The difficulty the miner was told last. */
  public double difficulty() {
    return told;
  }

  /** All shares sent, at whatever difficulty. */
  public long shares() {
    return shares;
  }

  public List<Change> changes() {
    return changes;
  }

  public void hashrate(double newHashrate) {
    hashrate = newHashrate;
    nextShare = drawShare();
  }

  public void pass(long nanos) {
    runUntil(() -> false, nanos);
  }

  /** How long it takes until a condition holds; the limit if it does not within that. */
  public long runUntil(BooleanSupplier condition, long limitNanos) {
    long begun = now;
    long end = now + limitNanos;
    while (!condition.getAsBoolean()) {
      long next = Math.min(Math.min(nextShare, nextTick), Math.min(nextJob, nextSwitch));
      if (next > end) {
        now = end;
        return limitNanos;
      }
      now = next;
      happen();
    }
    return now - begun;
  }

  private void happen() {
    if (now == nextSwitch) {
      nextSwitch = NEVER;
      mined = told;
      nextShare = drawShare();
    } else if (now == nextShare) {
      shares++;
      nextShare = drawShare();
      session.share(mined, now);
    } else if (now == nextTick) {
      nextTick += SECOND;
      session.tick(now);
    } else {
      nextJob += JOB_INTERVAL;
      session.job(now);
    }
    listen();
  }

  private void listen() {
    if (session.difficulty() != told) {
      told = session.difficulty();
      changes.add(new Change(now, told));
      nextSwitch = now + latencyNanos;
    }
  }

  /** The process has no memory, so the wait may be drawn anew whenever its rate changes. */
  private long drawShare() {
    double seconds = -StrictMath.log(1 - random.nextDouble()) * mined / hashrate;
    return now + 1 + (long) Math.min(seconds * SECOND, NEVER / 4.0);
  }
}
