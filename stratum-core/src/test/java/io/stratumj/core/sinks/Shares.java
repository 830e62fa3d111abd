package io.stratumj.core.sinks;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import java.util.List;
import java.util.Optional;

/** Accepted shares that differ in their id. */
final class Shares {
  private static final Difficulty DIFFICULTY = Difficulty.of(1);

  private static final Work WORK =
      new Work(
          new JobId(1),
          new Job(
              Hash256.fromInternal(new byte[32], 0),
              Bytes.fromHex("00"),
              Bytes.fromHex("00"),
              12,
              List.of(),
              0x20000000,
              0x1d00ffff,
              1_700_000_000,
              0,
              Optional.empty()),
          new Extranonce(Bytes.fromHex("00000001"), 8),
          DIFFICULTY,
          Target.forDifficulty(DIFFICULTY, Target.DIFFICULTY_ONE),
          VersionMask.BIP320);

  private Shares() {}

  /** A share with an id of this number. */
  static AcceptedShare number(int number) {
    byte[] id = new byte[32];
    for (int i = 0; i < 4; i++) {
      id[i] = (byte) (number >>> (8 * i));
    }
    WorkerName worker = new WorkerName("alice.rig1");
    return new AcceptedShare(
        Hash256.fromInternal(id, 0),
        WORK,
        new Share(worker, WORK.jobId(), number, 8, WORK.job().nTime(), number, 0),
        worker,
        DIFFICULTY,
        1,
        false);
  }
}
