package io.stratumj.core.pow;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the 80-byte block header a share claims.
 *
 * <pre>
 * coinbase    = coinbase1 | extranonce1 | extranonce2 | coinbase2
 * merkle root = sha256d(coinbase), then for each branch: sha256d(root | branch)
 * header      = version (4) | previous hash (32) | merkle root (32) | nTime (4) | nBits (4) | nonce (4)
 * </pre>
 *
 * Numbers are little-endian in the header, hashes in internal order. The version is the job's with
 * the miner's version bits put in where the work's mask allows (SPEC S3, BIP310).
 *
 * <p>A validator of another algorithm needs no more than this: assemble, hash the 80 bytes its own
 * way, compare with {@code work.target()} and with {@link #networkTarget}.
 *
 * <p><em>Loop-confined</em>, never blocks.
 */
public final class HeaderAssembly {
  /** How many bytes a block header has. */
  public static final int HEADER_SIZE = 80;

  private static final int PREVIOUS_HASH_AT = 4;
  private static final int MERKLE_ROOT_AT = 36;
  private static final int N_TIME_AT = 68;
  private static final int N_BITS_AT = 72;
  private static final int NONCE_AT = 76;

  /*
   * This class is on the hot path: it runs once for every share of every miner, and what it hashes
   * costs 2 to 8 microseconds, so that garbage and needless copies would show. Hence three habits
   * that the rest of the library does not have.
   *
   * Scratch arrays are fields. `header` and `pair` have a fixed size; `coinbase` grows to the
   * longest coinbase seen and stays. Nothing in them survives into the next call but what the next
   * two habits say, and they are handed out only as `assemble` documents.
   *
   * Consecutive shares mostly belong to the same job. `laidOut` is the job whose constant bytes lie
   * in the scratch arrays: both coinbase halves, previous hash and nBits. It is compared by
   * identity, which is enough because jobs are immutable: for another job, or an equal one that is
   * another object, the bytes are laid out anew, and a wrong guess costs some 300 copied bytes.
   *
   * The network target is kept for the nBits it was decoded from. Decoding goes through BigInteger,
   * and nBits changes once in two weeks.
   *
   * The price is paid in the tests: HeaderAssemblyTest holds a naive version that concatenates
   * Bytes and shares no code with this one, and a property that both agree on any sequence of jobs
   * and shares.
   */
  private final Sha256d sha256d = new Sha256d();
  private final byte[] header = new byte[HEADER_SIZE];
  private final byte[] pair = new byte[2 * Hash256.SIZE];
  private byte[] coinbase = new byte[256];
  private int coinbaseSize;
  private @Nullable Job laidOut;

  private int targetBits = 0x1d00ffff;
  private Target target = Target.ofCompact(targetBits);

  /** An assembly with scratch arrays of its own. */
  public HeaderAssembly() {}

  /**
   * Assembles the header of a share.
   *
   * @param work the job as the session has it
   * @param share the miner's fields; its extranonce2 has the size the work asks for
   * @return the 80 bytes, in this object's own scratch array: to be read before the next call, and
   *     not to be written
   * @throws IllegalArgumentException if the extranonces do not fill the gap of the job's coinbase
   */
  public byte[] assemble(Work work, Share share) {
    Job job = work.job();
    assembleCoinbase(work, share);
    sha256d.digest(coinbase, 0, coinbaseSize, pair, 0);
    List<Bytes> branches = job.merkleBranches();
    for (int i = 0; i < branches.size(); i++) {
      branches.get(i).copyTo(pair, Hash256.SIZE);
      sha256d.digest(pair, 0, pair.length, pair, 0);
    }
    System.arraycopy(pair, 0, header, MERKLE_ROOT_AT, Hash256.SIZE);
    int version = work.versionMask().apply(job.version(), share.versionBits());
    putLittleEndian(version, header, 0);
    putLittleEndian(share.nTime(), header, N_TIME_AT);
    putLittleEndian(share.nonce(), header, NONCE_AT);
    return header;
  }

  /** The header of a share as a value of its own. Allocates; for block candidates. */
  public Bytes header(Work work, Share share) {
    return Bytes.of(assemble(work, share));
  }

  /** The coinbase of a share, without witness. Allocates; for block candidates. */
  public Bytes coinbase(Work work, Share share) {
    assembleCoinbase(work, share);
    return Bytes.copyOf(coinbase, 0, coinbaseSize);
  }

  /** The target in a job's nBits: what a block has to meet. */
  public Target networkTarget(Job job) {
    if (job.nBits() != targetBits) {
      target = job.networkTarget();
      targetBits = job.nBits();
    }
    return target;
  }

  @SuppressWarnings("ReferenceEquality") // meant: see above
  private void assembleCoinbase(Work work, Share share) {
    Job job = work.job();
    Extranonce extranonce = work.extranonce();
    int extranonce1Size = extranonce.extranonce1Size();
    if (extranonce1Size + share.extranonce2Size() != job.extranonceSize()) {
      throw new IllegalArgumentException(
          "extranonces of %d and %d bytes do not fill a gap of %d"
              .formatted(extranonce1Size, share.extranonce2Size(), job.extranonceSize()));
    }
    if (job != laidOut) {
      layOut(job);
    }
    int gapAt = job.coinbase1().size();
    extranonce.copyExtranonce1To(coinbase, gapAt);
    share.copyExtranonce2To(coinbase, gapAt + extranonce1Size);
  }

  private void layOut(Job job) {
    int gapAt = job.coinbase1().size();
    int size = gapAt + job.extranonceSize() + job.coinbase2().size();
    if (size > coinbase.length) {
      coinbase = new byte[size];
    }
    job.coinbase1().copyTo(coinbase, 0);
    job.coinbase2().copyTo(coinbase, gapAt + job.extranonceSize());
    coinbaseSize = size;
    job.previousHash().copyInternalTo(header, PREVIOUS_HASH_AT);
    putLittleEndian(job.nBits(), header, N_BITS_AT);
    laidOut = job;
  }

  private static void putLittleEndian(int value, byte[] target, int at) {
    target[at] = (byte) value;
    target[at + 1] = (byte) (value >>> 8);
    target[at + 2] = (byte) (value >>> 16);
    target[at + 3] = (byte) (value >>> 24);
  }
}
