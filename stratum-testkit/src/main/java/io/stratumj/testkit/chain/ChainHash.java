package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The hashing of a Bitcoin-like chain, written plainly and apart from the library's own. */
final class ChainHash {
  /** What stands for the coinbase among the witness hashes, and for the witness reserved value. */
  static final Hash256 ZERO = Hash256.fromInternal(new byte[Hash256.SIZE], 0);

  private ChainHash() {}

  static Hash256 sha256d(Bytes... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Bytes part : parts) {
        sha256.update(part.asByteBuffer());
      }
      return Hash256.fromInternal(sha256.digest(sha256.digest()), 0);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The root over these leaves; an odd one out is joined with itself. */
  static Hash256 merkleRoot(List<Hash256> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    List<Hash256> parents = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i += 2) {
      Hash256 right = leaves.get(Math.min(i + 1, leaves.size() - 1));
      parents.add(sha256d(leaves.get(i).toInternal(), right.toInternal()));
    }
    return merkleRoot(parents);
  }

  /**
   * What a block commits to (BIP141).
   *
   * @param wtxids the witness hashes of all transactions but the coinbase
   * @param reserved the witness reserved value
   */
  static Hash256 witnessCommitment(List<Hash256> wtxids, Bytes reserved) {
    List<Hash256> leaves = new ArrayList<>(wtxids.size() + 1);
    leaves.add(ZERO);
    leaves.addAll(wtxids);
    return sha256d(merkleRoot(leaves).toInternal(), reserved);
  }
}
