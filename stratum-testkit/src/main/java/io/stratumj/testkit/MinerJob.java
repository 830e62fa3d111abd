package io.stratumj.testkit;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.testkit.mining.HeaderTemplate;
import io.stratumj.testkit.mining.NonceSearch;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A {@code mining.notify} as one miner holds it: with the difficulty, extranonce1 and version mask
 * that were in force when it came. It can be solved.
 *
 * <p>Solving hashes real headers on the caller's thread until one fits, at some microsecond each by
 * double SHA-256: a share of difficulty 0.0001 takes 430,000 hashes on average, one of 0.000001
 * takes 4,300. Anything that would take more than 2^{@value #EXPECTED_HASHES_LOG2_MAX} is refused
 * at once.
 *
 * <p>Each solution uses the miner's next extranonce2, counted upwards from 0, and starts from nonce
 * 0: solutions never repeat and are the same in every run against the same notify. Immutable, but
 * for that counter.
 */
public final class MinerJob implements PoolLine {
  /** About two minutes of double SHA-256 on one core. */
  static final int EXPECTED_HASHES_LOG2_MAX = 27;

  private static final BigInteger NONE = BigInteger.ONE.negate();
  private static final int NONCES_PER_ROUND_LOG2 = 24;

  private final String line;
  private final String jobId;
  private final HeaderTemplate template;
  private final int nTime;
  private final boolean cleanJobs;
  private final Assignment assignment;
  private final int versionBits;

  MinerJob(
      String line,
      String jobId,
      HeaderTemplate template,
      int nTime,
      boolean cleanJobs,
      Assignment assignment,
      int versionBits) {
    this.line = line;
    this.jobId = jobId;
    this.template = template;
    this.nTime = nTime;
    this.cleanJobs = cleanJobs;
    this.assignment = assignment;
    this.versionBits = versionBits;
  }

  @Override
  public String line() {
    return line;
  }

  /** The job's name, as written. */
  public String jobId() {
    return jobId;
  }

  /** Whether all earlier jobs are worthless. */
  public boolean cleanJobs() {
    return cleanJobs;
  }

  /** The parent block. */
  public Hash256 previousHash() {
    return Hash256.fromInternal(Bytes.of(template.previousHashInternal()));
  }

  /** The coinbase before extranonce1. */
  public Bytes coinbase1() {
    return Bytes.fromHex(template.coinbase1());
  }

  /** The coinbase after extranonce2. */
  public Bytes coinbase2() {
    return Bytes.fromHex(template.coinbase2());
  }

  /** The merkle branches in internal order, from the leaves upwards. */
  public List<Bytes> merkleBranches() {
    return template.merkleBranches().stream().map(Bytes::fromHex).toList();
  }

  /** The block version, without rolled bits. */
  public int version() {
    return Integer.parseUnsignedInt(template.version(), 16);
  }

  /** The network target in compact form. */
  public int nBits() {
    return Integer.parseUnsignedInt(template.nBits(), 16);
  }

  /** The time solutions have, unsigned seconds since 1970. */
  public int nTime() {
    return nTime;
  }

  /** The difficulty in force when the job came. */
  public Difficulty difficulty() {
    return Difficulty.of(assignment.difficulty());
  }

  /** What a share has to meet: the target of {@link #difficulty()}. */
  public Target target() {
    return Target.of(assignment.target());
  }

  /** What a block has to meet: the target in {@link #nBits()}. */
  public Target networkTarget() {
    return Target.of(NonceSearch.compactTarget(nBits()));
  }

  /** Which version bits may be rolled; absent if that was not negotiated. */
  public Optional<VersionMask> versionMask() {
    return assignment.mask();
  }

  /** The same job, to be solved at another time. */
  public MinerJob withNTime(int newNTime) {
    return new MinerJob(line, jobId, template, newNTime, cleanJobs, assignment, versionBits);
  }

  /**
   * The same job, to be solved with these version bits rolled. They are submitted whether or not
   * they are inside the mask; the header gets those that are (BIP310).
   */
  public MinerJob withVersionBits(int bits) {
    return new MinerJob(line, jobId, template, nTime, cleanJobs, assignment, bits);
  }

  /** A share that meets the target. */
  public Solution solve() {
    return search(NONE, assignment.target());
  }

  /** A share that meets this target, whatever the job's own is; a block, for the network's. */
  public Solution solveBelow(Target atMost) {
    return search(NONE, atMost.toBigInteger());
  }

  /**
   * A share whose hash is greater than one target and meets the other: one that is no block with
   * the network target and the share target, or a block that is no share with the two swapped.
   */
  public Solution solveBetween(Target above, Target atMost) {
    return search(above.toBigInteger(), atMost.toBigInteger());
  }

  /** A share that does not meet the target; on an easy network it may still be a block. */
  public Solution miss() {
    return search(assignment.target(), Target.MAX.toBigInteger());
  }

  /**
   * The 80 bytes of the header a solution of this job claims.
   *
   * @throws IllegalArgumentException if a field is no hex, with or without {@code 0x}
   */
  public Bytes header(Solution solution) {
    int bits = solution.versionBits().map(MinerJob::number).orElse(0);
    return template.header(
        assignment.subscriptionFor(jobId).extranonce1(),
        solution.extranonce2(),
        assignment.headerVersion(version(), bits),
        number(solution.nTime()),
        number(solution.nonce()));
  }

  /** The proof-of-work hash of {@link #header(Solution)}: what is compared with targets. */
  public Hash256 hash(Solution solution) {
    return assignment.algorithm().hash(header(solution));
  }

  /**
   * The name of the block with {@link #header(Solution)}: its double SHA-256, and so the same as
   * {@link #hash} unless the miner mines by another algorithm.
   */
  public Hash256 blockHash(Solution solution) {
    return Hash256.fromInternal(NonceSearch.hash(header(solution)));
  }

  /** The line. */
  @Override
  public String toString() {
    return line;
  }

  private Solution search(BigInteger above, BigInteger atMost) {
    double expected = NonceSearch.expectedHashes(above, atMost);
    if (expected > 1L << EXPECTED_HASHES_LOG2_MAX) {
      throw new IllegalStateException(
          String.format(
              "job %s at difficulty %s: such a share takes %.3g hashes, more than a mock miner does",
              jobId, assignment.difficulty().toPlainString(), expected));
    }
    Subscription subscription = assignment.subscriptionFor(jobId);
    int version = assignment.headerVersion(version(), versionBits);
    UnaryOperator<byte[]> hasher = assignment.algorithm().hashers().get();
    while (true) {
      long round = assignment.solutions().next();
      String extranonce2 = subscription.extranonce2(round);
      int firstNonce = (int) (subscription.timesAround(round) << NONCES_PER_ROUND_LOG2);
      Bytes header = template.header(subscription.extranonce1(), extranonce2, version, nTime, 0);
      OptionalInt nonce = NonceSearch.find(hasher, header, firstNonce, above, atMost);
      if (nonce.isPresent()) {
        return solution(extranonce2, nonce.getAsInt());
      }
    }
  }

  private Solution solution(String extranonce2, int nonce) {
    boolean sendsBits = assignment.mask().isPresent() || versionBits != 0;
    return new Solution(
        Optional.empty(),
        jobId,
        extranonce2,
        hex(nTime),
        hex(nonce),
        sendsBits ? Optional.of(hex(versionBits)) : Optional.empty());
  }

  private static int number(String hex) {
    boolean prefixed = hex.startsWith("0x") || hex.startsWith("0X");
    return Integer.parseUnsignedInt(prefixed ? hex.substring(2) : hex, 16);
  }

  private static String hex(int value) {
    return String.format("%08x", value);
  }
}
