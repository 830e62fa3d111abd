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
    List<Hash256> level = List.copyOf(txids);
    while (!level.isEmpty()) {
      branches.add(level.get(0).toInternal());
      level = parents(level, sha256d);
    }
    return branches;
  }

  /** Joins all but the first in pairs; the last, if it has no neighbour, with itself. */
  private static List<Hash256> parents(List<Hash256> level, Sha256d sha256d) {
    List<Hash256> parents = new ArrayList<>(level.size() / 2 + 1);
    byte[] pair = new byte[2 * Hash256.SIZE];
    for (int left = 1; left < level.size(); left += 2) {
      int right = Math.min(left + 1, level.size() - 1);
      level.get(left).copyInternalTo(pair, 0);
      level.get(right).copyInternalTo(pair, Hash256.SIZE);
      parents.add(sha256d.hash(pair, 0, pair.length));
    }
    return parents;
  }
}
