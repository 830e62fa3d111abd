package io.stratumj.core;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Work as on Bitcoin's main network: a coinbase of 280 bytes, and a tree of 2,500 transactions. */
public final class BenchmarkJobs {
  /** A difficulty that every hash meets: no mining needed. */
  public static final double EVERY_HASH = 1e-10;

  private static final int COINBASE_SIZE = 280;
  private static final int COINBASE1_SIZE = 60;
  private static final int EXTRANONCE_SIZE = 12;
  private static final int BRANCHES = 12;

  private BenchmarkJobs() {}

  /** A job that differs from every other number's. */
  public static Job job(int number) {
    Random random = new Random(number);
    List<Bytes> branches =
        Stream.generate(() -> noise(random, Hash256.SIZE)).limit(BRANCHES).toList();
    return new Job(
        Hash256.fromInternal(noise(random, Hash256.SIZE)),
        noise(random, COINBASE1_SIZE),
        noise(random, COINBASE_SIZE - COINBASE1_SIZE - EXTRANONCE_SIZE),
        EXTRANONCE_SIZE,
        branches,
        0x20000000,
        0x17034219,
        1_700_000_000,
        1_600_000_000,
        Optional.empty());
  }

  /** A job as one session has it. */
  public static Work work() {
    Difficulty difficulty = Difficulty.of(EVERY_HASH);
    return new Work(
        new JobId(0x1a2b),
        job(0),
        new Extranonce(Bytes.fromHex("10000001"), EXTRANONCE_SIZE - 4),
        difficulty,
        Target.forDifficulty(difficulty),
        VersionMask.BIP320);
  }

  private static Bytes noise(Random random, int size) {
    byte[] noise = new byte[size];
    random.nextBytes(noise);
    return Bytes.of(noise);
  }
}
