package io.stratumj.testkit;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Accepted shares for tests of share sinks. They are made up: nobody mined them, so their ids are
 * numbers rather than the hashes of their headers, and the same number makes the same share in
 * every run. <em>Thread-safe.</em>
 */
public final class TestShares {
  /** The difficulty of shares that are not given another. */
  public static final double DIFFICULTY = 1;

  /** The worker of shares that are not given another. */
  public static final String WORKER = "alice.rig1";

  private static final Job JOB = TestJobs.sequence().newTip();

  private TestShares() {}

  /** The share of this number. Different numbers make different ids. */
  public static AcceptedShare number(int number) {
    return number(number, WORKER, DIFFICULTY);
  }

  /** The share of this number, by a worker, at a difficulty. */
  public static AcceptedShare number(int number, String worker, double difficulty) {
    return share(number, worker, difficulty, 0x00ffffff);
  }

  /** A share that is a block as well. */
  public static AcceptedShare block(int number, String worker, double difficulty) {
    return share(number, worker, difficulty, 0);
  }

  private static AcceptedShare share(int number, String worker, double difficulty, int top) {
    byte[] id =
        ByteBuffer.allocate(Hash256.SIZE)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(number)
            .putInt(Hash256.SIZE - Integer.BYTES, top)
            .array();
    Difficulty asked = Difficulty.of(difficulty);
    Work work =
        new Work(
            new JobId(1),
            JOB,
            new Extranonce(Bytes.fromHex("00000001"), 8),
            asked,
            Target.forDifficulty(asked, Target.DIFFICULTY_ONE),
            VersionMask.BIP320);
    WorkerName name = new WorkerName(worker);
    return new AcceptedShare(
        Hash256.fromInternal(id, 0),
        work,
        new Share(name, work.jobId(), number, 8, JOB.nTime(), number, 0),
        name,
        asked,
        1,
        false);
  }
}
