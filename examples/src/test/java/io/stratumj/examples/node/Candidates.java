package io.stratumj.examples.node;

import io.stratumj.api.work.BlockBody;
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
import io.stratumj.core.spi.BlockCandidate;
import java.util.List;
import java.util.Optional;

/** Block candidates that are told apart by a number. */
final class Candidates {
  private Candidates() {}

  static Hash256 hash(int number) {
    return Hash256.fromDisplayHex(FakeNode.block(number));
  }

  /** The whole block of a candidate. */
  static Bytes block(int number) {
    return Bytes.fromHex("%08x".formatted(number).repeat(30));
  }

  static BlockCandidate candidate(int number) {
    return candidate(number, Optional.of(block(number)), true);
  }

  /** A candidate with or without its block, from a job with or without a template. */
  static BlockCandidate candidate(int number, Optional<Bytes> block, boolean fromTemplate) {
    JobId id = new JobId(number);
    WorkerName worker = new WorkerName("alice");
    Job job =
        new Job(
            hash(number),
            Bytes.fromHex("00"),
            Bytes.fromHex("00"),
            12,
            List.of(),
            4,
            0x207fffff,
            1_700_000_000,
            0,
            fromTemplate
                ? Optional.of(new BlockBody(List.of(), false, Bytes.EMPTY))
                : Optional.empty());
    return new BlockCandidate(
        hash(number),
        Bytes.of(new byte[80]),
        Bytes.fromHex("00"),
        Bytes.fromHex("00"),
        block,
        new Work(
            id,
            job,
            new Extranonce(Bytes.fromHex("00000001"), 8),
            Difficulty.of(1),
            Target.DIFFICULTY_ONE,
            VersionMask.BIP320),
        new Share(worker, id, 0, 8, 0, 0, 0),
        worker,
        1,
        false,
        false,
        false);
  }
}
