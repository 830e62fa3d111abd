package io.stratumj.testkit.chain;

import io.stratumj.api.work.Hash256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The blocks of a simulated chain, side branches too, and which of them is the tip. Blocks deeper
 * than a hundred are forgotten. Confined to its chain's lock.
 */
final class ChainTree {
  private static final int REMEMBERED_BLOCKS = 100;
  private static final int MEDIAN_SPAN = 11;

  private final Map<Hash256, ChainBlock> blocks = new HashMap<>();
  private final Map<Hash256, List<ChainBlock>> confirmations = new HashMap<>();
  private final Set<Hash256> invalid = new HashSet<>();
  private ChainBlock tip;

  /**
   * A block that is known.
   *
   * @param time in seconds since 1970
   * @param txids its transactions without the coinbase
   */
  record ChainBlock(Hash256 hash, Hash256 parent, int height, long time, List<Hash256> txids) {}

  /** From one tip to another: blocks left, and blocks taken, each from the old tip to the new. */
  record Move(List<ChainBlock> left, List<ChainBlock> taken) {}

  ChainTree(ChainBlock first) {
    tip = first;
    add(first);
  }

  ChainBlock tip() {
    return tip;
  }

  Optional<ChainBlock> find(Hash256 hash) {
    return Optional.ofNullable(blocks.get(hash));
  }

  boolean isInvalid(Hash256 hash) {
    return invalid.contains(hash);
  }

  boolean isInBestChain(Hash256 hash) {
    return find(hash).filter(block -> isAncestor(block, tip)).isPresent();
  }

  void add(ChainBlock block) {
    blocks.put(block.hash(), block);
    for (Hash256 txid : block.txids()) {
      confirmations.computeIfAbsent(txid, none -> new ArrayList<>()).add(block);
    }
  }

  void invalidate(ChainBlock block) {
    invalid.add(block.hash());
  }

  /** Whether a transaction is in this block or below it. */
  boolean isConfirmed(Hash256 txid, ChainBlock block) {
    return confirmations.getOrDefault(txid, List.of()).stream()
        .anyMatch(confirming -> isAncestor(confirming, block));
  }

  /** The median of the times of the last eleven blocks, or of as many as are known. */
  long medianTimePast(ChainBlock block) {
    List<Long> times = new ArrayList<>();
    Optional<ChainBlock> at = Optional.of(block);
    while (at.isPresent() && times.size() < MEDIAN_SPAN) {
      times.add(at.get().time());
      at = find(at.get().parent());
    }
    times.sort(null);
    return times.get(times.size() / 2);
  }

  /** Makes a known block the tip. */
  Move moveTo(ChainBlock block) {
    List<ChainBlock> left = new ArrayList<>();
    List<ChainBlock> taken = new ArrayList<>();
    ChainBlock from = tip;
    ChainBlock to = block;
    while (!from.hash().equals(to.hash())) {
      if (from.height() >= to.height()) {
        left.add(from);
        from = parentOf(from);
      } else {
        taken.add(0, to);
        to = parentOf(to);
      }
    }
    tip = block;
    return new Move(left, taken);
  }

  private ChainBlock parentOf(ChainBlock block) {
    return find(block.parent())
        .orElseThrow(() -> new IllegalStateException("the chain forgot " + block.parent()));
  }

  private boolean isAncestor(ChainBlock ancestor, ChainBlock block) {
    Optional<ChainBlock> at = Optional.of(block);
    while (at.isPresent() && at.get().height() > ancestor.height()) {
      at = find(at.get().parent());
    }
    return at.isPresent() && at.get().hash().equals(ancestor.hash());
  }

  /** Drops blocks that are too deep, and returns the transactions no remembered block has. */
  List<Hash256> forgetDeep() {
    int floor = tip.height() - REMEMBERED_BLOCKS;
    List<ChainBlock> deep =
        blocks.values().stream().filter(block -> block.height() < floor).toList();
    List<Hash256> orphaned = new ArrayList<>();
    for (ChainBlock block : deep) {
      blocks.remove(block.hash());
      invalid.remove(block.hash());
      for (Hash256 txid : block.txids()) {
        List<ChainBlock> confirming = confirmations.getOrDefault(txid, new ArrayList<>());
        confirming.remove(block);
        if (confirming.isEmpty()) {
          confirmations.remove(txid);
          orphaned.add(txid);
        }
      }
    }
    return orphaned;
  }
}
