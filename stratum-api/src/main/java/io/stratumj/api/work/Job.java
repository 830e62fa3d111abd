package io.stratumj.api.work;

import java.util.List;
import java.util.Optional;

/**
 * What miners hash: everything of a block header but the parts each of them varies. The same for
 * all sessions that share it; the server gives it a {@link JobId} when it is published.
 *
 * <p>The coinbase is the non-witness serialization, cut in two where extranonce1 and extranonce2
 * belong (BIP141: its hash is the transaction id that enters the merkle tree).
 *
 * @param previousHash the hash of the parent block
 * @param coinbase1 the coinbase before extranonce1
 * @param coinbase2 the coinbase after extranonce2
 * @param extranonceSize how many bytes the coinbase leaves between its halves: the sizes of
 *     extranonce1 and extranonce2 together; its push opcode counts on it
 * @param merkleBranches the hashes, each 32 bytes in internal order, with which the coinbase hash
 *     is folded into the merkle root, from the leaves upwards
 * @param version the block version
 * @param nBits the network target in compact form
 * @param nTime the time miners start from, unsigned seconds since 1970; the template's {@code
 *     curtime}
 * @param minTime the least time a valid block may have, unsigned seconds; the template's {@code
 *     mintime}, 0 if unknown
 * @param body the rest of the block if the job was made from a template; without it a block
 *     candidate is handed out as header and coinbase only
 */
public record Job(
    Hash256 previousHash,
    Bytes coinbase1,
    Bytes coinbase2,
    int extranonceSize,
    List<Bytes> merkleBranches,
    int version,
    int nBits,
    int nTime,
    int minTime,
    Optional<BlockBody> body) {
  /** Deeper trees crash real firmware; 2^32 transactions do not exist. */
  private static final int BRANCHES_MAX = 32;

  /**
   * Checks what can be checked.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public Job {
    merkleBranches = List.copyOf(merkleBranches);
    if (coinbase1.isEmpty() || coinbase2.isEmpty()) {
      throw new IllegalArgumentException("a coinbase half is empty");
    }
    if (extranonceSize < 2 * Extranonce.SIZE_MIN || extranonceSize > 2 * Extranonce.SIZE_MAX) {
      throw new IllegalArgumentException("extranonceSize is not in 4..16: " + extranonceSize);
    }
    if (merkleBranches.size() > BRANCHES_MAX) {
      throw new IllegalArgumentException(
          "a job has at most 32 merkle branches, not " + merkleBranches.size());
    }
    for (Bytes branch : merkleBranches) {
      if (branch.size() != Hash256.SIZE) {
        throw new IllegalArgumentException("a merkle branch has 32 bytes, not " + branch.size());
      }
    }
    Target.ofCompact(nBits);
  }

  /** The target a block has to meet. */
  public Target networkTarget() {
    return Target.ofCompact(nBits);
  }

  /** Whether this is the same work as another job's, be it from another start time on. */
  public boolean isSameWork(Job other) {
    return version == other.version
        && nBits == other.nBits
        && minTime == other.minTime
        && extranonceSize == other.extranonceSize
        && previousHash.equals(other.previousHash)
        && coinbase1.equals(other.coinbase1)
        && coinbase2.equals(other.coinbase2)
        && merkleBranches.equals(other.merkleBranches)
        && body.equals(other.body);
  }

  /** The same job with another start time: what an unchanged template is re-sent as. */
  public Job withNTime(int newNTime) {
    return new Job(
        previousHash,
        coinbase1,
        coinbase2,
        extranonceSize,
        merkleBranches,
        version,
        nBits,
        newNTime,
        minTime,
        body);
  }
}
