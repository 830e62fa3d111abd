package io.stratumj.testkit.arbitraries;

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
import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Jobs, work and shares: valid values of the vocabulary, the extremes of every field included.
 * Hashes are random, so that almost no share meets a target. Stateless.
 */
public final class Works {
  private Works() {}

  /** Jobs that leave 4 to 16 bytes for the extranonces, without a block body. */
  public static Arbitrary<Job> jobs() {
    return Arbitraries.integers()
        .between(2 * Extranonce.SIZE_MIN, 2 * Extranonce.SIZE_MAX)
        .flatMap(Works::jobs);
  }

  /** Jobs that leave this many bytes for the extranonces, without a block body. */
  public static Arbitrary<Job> jobs(int extranonceSize) {
    Arbitrary<Integer> nBits =
        Arbitraries.of(0x1d00ffff, 0x207fffff, 0x1703a30c, 0x1e00ffff, 0x03123456);
    Arbitrary<Integer> versions = Arbitraries.of(0x20000000, 0x20000004, 0x3fffe000, 1, -1);
    Arbitrary<Bytes> branches = bytes(32, 32);
    return Combinators.combine(
            hashes(),
            bytes(42, 120),
            bytes(5, 200),
            branches.list().ofMaxSize(14),
            versions,
            nBits,
            Arbitraries.integers(),
            Arbitraries.integers().between(0, 7_200))
        .as(
            (parent, before, after, path, version, bits, nTime, past) ->
                new Job(
                    parent,
                    before,
                    after,
                    extranonceSize,
                    path,
                    version,
                    bits,
                    nTime,
                    Integer.compareUnsigned(nTime, past) >= 0 ? nTime - past : 0,
                    Optional.empty()));
  }

  /** Both parts from 2 to 8 bytes. */
  public static Arbitrary<Extranonce> extranonces() {
    return Combinators.combine(
            bytes(Extranonce.SIZE_MIN, Extranonce.SIZE_MAX),
            Arbitraries.integers().between(Extranonce.SIZE_MIN, Extranonce.SIZE_MAX))
        .as(Extranonce::new);
  }

  /** Difficulties from 1e-9 to 1e12, whole and not. */
  public static Arbitrary<Difficulty> difficulties() {
    Arbitrary<BigDecimal> fractions =
        Arbitraries.bigDecimals().between(new BigDecimal("1e-9"), BigDecimal.TEN).ofScale(9);
    Arbitrary<BigDecimal> whole =
        Arbitraries.longs().between(1, 1_000_000_000_000L).map(BigDecimal::valueOf);
    return Arbitraries.oneOf(fractions, whole).map(Difficulty::of);
  }

  /** None, the range of BIP320, all bits, and any bits. */
  public static Arbitrary<VersionMask> versionMasks() {
    return Arbitraries.oneOf(
        Arbitraries.of(VersionMask.NONE, VersionMask.BIP320, VersionMask.ALL),
        Arbitraries.integers().map(VersionMask::new));
  }

  /** Jobs as assigned to a session: the extranonce fits the job, the target its difficulty. */
  public static Arbitrary<Work> works() {
    return extranonces()
        .flatMap(
            extranonce ->
                Combinators.combine(
                        jobIds(), jobs(extranonce.size()), difficulties(), versionMasks())
                    .as(
                        (id, job, difficulty, mask) ->
                            new Work(
                                id,
                                job,
                                extranonce,
                                difficulty,
                                Target.forDifficulty(difficulty),
                                mask)));
  }

  /** Shares of this work: its job id, its size of extranonce2, version bits inside its mask. */
  public static Arbitrary<Share> shares(Work work) {
    int size = work.extranonce().extranonce2Size();
    long bits = size == Long.BYTES ? -1 : (1L << (Byte.SIZE * size)) - 1;
    return Combinators.combine(
            workerNames(),
            Arbitraries.longs(),
            Arbitraries.integers().between(0, 7_000),
            Arbitraries.integers(),
            Arbitraries.integers())
        .as(
            (worker, extranonce2, later, nonce, rolled) ->
                new Share(
                    worker,
                    work.jobId(),
                    extranonce2 & bits,
                    size,
                    work.job().nTime() + later,
                    nonce,
                    rolled & work.versionMask().bits()));
  }

  /** Shares as they are handed to a share sink. */
  public static Arbitrary<AcceptedShare> acceptedShares() {
    return works()
        .flatMap(
            work ->
                Combinators.combine(
                        hashes(), shares(work), Arbitraries.longs().greaterOrEqual(1), grace())
                    .as(
                        (id, share, session, grace) ->
                            new AcceptedShare(
                                id,
                                work,
                                share,
                                share.worker(),
                                work.difficulty(),
                                session,
                                grace)));
  }

  /** Any 256-bit numbers. */
  public static Arbitrary<Hash256> hashes() {
    return bytes(Hash256.SIZE, Hash256.SIZE).map(Hash256::fromInternal);
  }

  /** Names with and without a dot, of any characters. */
  public static Arbitrary<WorkerName> workerNames() {
    Arbitrary<String> odd = JsonTexts.texts().ofMaxLength(40).map(text -> "a" + text + "b");
    return Arbitraries.oneOf(Arbitraries.of("alice", "alice.rig1", "bob.2"), odd)
        .map(WorkerName::new);
  }

  /** Any number of bytes from {@code min} to {@code max}. */
  public static Arbitrary<Bytes> bytes(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Bytes::of);
  }

  private static Arbitrary<JobId> jobIds() {
    return Arbitraries.longs().filter(value -> value != 0).map(JobId::new);
  }

  private static Arbitrary<Boolean> grace() {
    return Arbitraries.of(false, true);
  }
}
