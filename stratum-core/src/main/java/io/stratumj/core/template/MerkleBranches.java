package io.stratumj.core.template;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.pow.Sha256d;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from a coinbase to the merkle root. Since the coinbase is the leftmost leaf, folding its
 * hash with one hash for each level of the tree gives the root, and these hashes do not depend on
 * the coinbase: that is what lets a miner change it without knowing any transaction.
 */
public final class MerkleBranches {
  private MerkleBranches() {}

  /**
   * The branches for a block with these transactions after the coinbase. Never blocks; hashes about
   * once for each transaction.
   *
   * @param txids the ids of the transactions in block order, without the coinbase
   * @return for each level, from the leaves upwards, the 32 bytes in internal order with which the
   *     hash so far is joined on its right; empty if there are no transactions
   */
  public static List<Bytes> of(List<Hash256> txids) {
    List<Bytes> branches = new ArrayList<>();
    Sha256d sha256d = new Sha256d();
    // The coinbase and everything above it has no place in `level`: it starts with its neighbour.
    // One place more, for a last hash that is joined with itself.
    byte[] level = new byte[(txids.size() + 1) * Hash256.SIZE];
    for (int i = 0; i < txids.size(); i++) {
      txids.get(i).copyInternalTo(level, i * Hash256.SIZE);
    }
    int size = txids.size();
    while (size > 0) {
      branches.add(Bytes.copyOf(level, 0, Hash256.SIZE));
      size = joinPairs(level, size, sha256d);
    }
    return branches;
  }

  /**
   * Joins all but the first in pairs, in place; the last, if it has no neighbour, with itself.
   *
   * @return how many there are now
   */
  private static int joinPairs(byte[] level, int size, Sha256d sha256d) {
    int last = (size - 1) * Hash256.SIZE;
    System.arraycopy(level, last, level, last + Hash256.SIZE, Hash256.SIZE);
    int parents = size / 2;
    for (int i = 0; i < parents; i++) {
      int pair = (2 * i + 1) * Hash256.SIZE;
      sha256d.digest(level, pair, 2 * Hash256.SIZE, level, i * Hash256.SIZE);
    }
    return parents;
  }
}
