package io.stratumj.core.pow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
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
import io.stratumj.core.spi.ShareValidator.ProofOfWork;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The header of a share, with reused arrays, against a version that knows no shortcut. */
class HeaderAssemblyTest {
  private static final int[] NETWORK_BITS = {0x207fffff, 0x1d00ffff, 0x1e00ffff, 0x1723792c};

  /** The naive reference: concatenates values, hashes each with a digest of its own. */
  private static Bytes naiveHeader(Work work, Share share) {
    Job job = work.job();
    Bytes root = naiveSha256d(naiveCoinbase(work, share));
    for (Bytes branch : job.merkleBranches()) {
      root = naiveSha256d(Bytes.concat(root, branch));
    }
    int mask = work.versionMask().bits();
    return Bytes.concat(
        littleEndian((job.version() & ~mask) | (share.versionBits() & mask)),
        Bytes.fromHex(job.previousHash().toDisplayHex()).reversed(),
        root,
        littleEndian(share.nTime()),
        littleEndian(job.nBits()),
        littleEndian(share.nonce()));
  }

  private static Bytes naiveCoinbase(Work work, Share share) {
    String extranonce2 = String.format("%016x", share.extranonce2());
    return Bytes.concat(
        work.job().coinbase1(),
        work.extranonce().extranonce1(),
        Bytes.fromHex(extranonce2.substring(16 - 2 * share.extranonce2Size())),
        work.job().coinbase2());
  }

  private static Bytes littleEndian(int value) {
    return Bytes.fromHex(String.format("%08x", value)).reversed();
  }

  static Bytes naiveSha256d(Bytes bytes) {
    try {
      byte[] once = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(once));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property(tries = 300)
  void anySequenceOfJobsAndSharesGivesTheHeadersOfTheNaiveVersion(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int jobs) {
    Random random = new Random(seed);
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      works.add(anyWork(random));
    }
    HeaderAssembly assembly = new HeaderAssembly();
    Sha256dShareValidator validator = new Sha256dShareValidator();
    for (int i = 0; i < 12; i++) {
      Work work = works.get(random.nextInt(works.size()));
      Share share = anyShare(work, random);
      Bytes expected = naiveHeader(work, share);
      assertEquals(expected, assembly.header(work, share));
      assertEquals(expected, Bytes.of(assembly.assemble(work, share)));
      assertEquals(naiveCoinbase(work, share), assembly.coinbase(work, share));
      checkProof(validator, work, share, expected);
    }
  }

  private static void checkProof(
      Sha256dShareValidator validator, Work work, Share share, Bytes header) {
    Hash256 hash = Hash256.fromInternal(naiveSha256d(header));
    ProofOfWork proof = validator.prove(work, share);
    assertEquals(hash, proof.hash());
    assertEquals(work.target().toBigInteger().compareTo(number(hash)) >= 0, proof.meetsTarget());
    assertEquals(
        Target.ofCompact(work.job().nBits()).toBigInteger().compareTo(number(hash)) >= 0,
        proof.meetsNetworkTarget());
    assertEquals(header, validator.header(work, share));
    assertEquals(naiveCoinbase(work, share), validator.coinbase(work, share));
    assertEquals(hash, validator.blockHash(header));
  }

  private static BigInteger number(Hash256 hash) {
    return new BigInteger(hash.toDisplayHex(), 16);
  }

  @Test // SPEC S8: the candidate's coinbase, not the one of the share judged last
  void aCoinbaseIsThatOfTheShareAskedForWithoutItsHeader() {
    Random random = new Random(6);
    Work work = anyWork(random);
    Share first = anyShare(work, random);
    Share second = anyShare(work, random);
    HeaderAssembly assembly = new HeaderAssembly();
    assertEquals(naiveCoinbase(work, first), assembly.coinbase(work, first));
    assertEquals(naiveCoinbase(work, second), assembly.coinbase(work, second));
  }

  @Test
  void theNetworkTargetFollowsTheJob() {
    Random random = new Random(1);
    HeaderAssembly assembly = new HeaderAssembly();
    for (int i = 0; i < 20; i++) {
      Job job = anyWork(random).job();
      assertEquals(Target.ofCompact(job.nBits()), assembly.networkTarget(job));
      assertSame(assembly.networkTarget(job), assembly.networkTarget(job));
    }
  }

  @Test
  void extranoncesThatDoNotFillTheGapAreRefused() {
    Work work = anyWork(new Random(2));
    Share share = anyShare(work, new Random(3));
    Share shorter =
        new Share(share.worker(), share.jobId(), 0, share.extranonce2Size() - 1, 0, 0, 0);
    HeaderAssembly assembly = new HeaderAssembly();
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> assembly.assemble(work, shorter));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("gap of " + work.job().extranonceSize()));
    assertEquals(naiveHeader(work, share), assembly.header(work, share));
  }

  @Test // the licence of the hot path: what is returned is all that is allocated
  void provingAShareAllocatesItsResultOnly() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Work work = anyWork(new Random(4));
    Share share = anyShare(work, new Random(5));
    Sha256dShareValidator validator = new Sha256dShareValidator();
    validator.prove(work, share);
    int rounds = 1_000;
    long before = threads.getCurrentThreadAllocatedBytes();
    int met = 0;
    for (int i = 0; i < rounds; i++) {
      met += validator.prove(work, share).meetsTarget() ? 1 : 0;
    }
    long bytesPerShare = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
    assertTrue(met == 0 || met == rounds);
    // Hash256: header and four longs, 48 bytes at most; ProofOfWork: 32 at most.
    assertTrue(bytesPerShare <= 80, () -> bytesPerShare + " bytes for each share");
  }

  private static Work anyWork(Random random) {
    int size1 = 2 + random.nextInt(7);
    int size2 = 2 + random.nextInt(7);
    List<Bytes> branches = new ArrayList<>();
    for (int i = random.nextInt(14); i > 0; i--) {
      branches.add(anyBytes(random, 32));
    }
    Job job =
        new Job(
            Hash256.fromInternal(anyBytes(random, 32)),
            anyBytes(random, 1 + random.nextInt(300)),
            anyBytes(random, 1 + random.nextInt(300)),
            size1 + size2,
            branches,
            random.nextInt(),
            NETWORK_BITS[random.nextInt(NETWORK_BITS.length)],
            random.nextInt(),
            0,
            Optional.empty());
    Difficulty difficulty = Difficulty.of(random.nextBoolean() ? 1e-9 : 1);
    return new Work(
        new JobId(1),
        job,
        new Extranonce(anyBytes(random, size1), size2),
        difficulty,
        Target.forDifficulty(difficulty),
        new VersionMask(random.nextBoolean() ? random.nextInt() : 0));
  }

  private static Share anyShare(Work work, Random random) {
    int size = work.extranonce().extranonce2Size();
    return new Share(
        new WorkerName("w"),
        work.jobId(),
        random.nextLong() >>> (64 - 8 * size),
        size,
        random.nextInt(),
        random.nextInt(),
        random.nextInt() & work.versionMask().bits());
  }

  private static Bytes anyBytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }
}
