package io.stratumj.core.session;

import io.stratumj.api.work.Hash256;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The accepted shares of one session on one parent block, known by their header hash (SPEC S5).
 *
 * <p>All jobs on the same parent share one: a job that is repeated with a later nTime has headers
 * in common with the one it repeats, and a share of both must count once.
 *
 * <p>It never forgets by itself: forgetting would pay a share twice. <em>Loop-confined.</em>
 */
final class SeenShares {
  private final Hash256 parent;
  private @Nullable SeenShares onOlderParent;
  private final ShareMemory memory;

  private final ShareHashes hashes = new ShareHashes();

  /** Those that were offered to the sink, and whose miner has left without an answer. */
  private @Nullable Set<Hash256> unanswered;

  /**
   * No share yet.
   *
   * @param parent the block the shares are on
   * @param onOlderParent the same session's shares on the parents before
   * @param memory what the shares of all sessions are kept in
   */
  SeenShares(Hash256 parent, @Nullable SeenShares onOlderParent, ShareMemory memory) {
    this.parent = parent;
    this.onOlderParent = onOlderParent;
    this.memory = memory;
    memory.open(hashes.bytes());
  }

  /** Whether these shares are on this block. */
  boolean isOn(Hash256 block) {
    return parent.equals(block);
  }

  /** The same session's shares on the parent that was first built on before this one. */
  @Nullable SeenShares onOlderParent() {
    return onOlderParent;
  }

  /**
   * Those of this chain whose parents are still wanted; null if none are. The others' memory is
   * free again.
   */
  @Nullable SeenShares keeping(Predicate<Hash256> wanted) {
    SeenShares older = onOlderParent == null ? null : onOlderParent.keeping(wanted);
    if (!wanted.test(parent)) {
      memory.close(hashes.bytes());
      return older;
    }
    onOlderParent = older;
    return this;
  }

  int size() {
    return hashes.size();
  }

  boolean contains(Hash256 hash) {
    return hashes.contains(hash);
  }

  /** What became of an attempt to add a share. */
  enum Added {
    NEW,
    DUPLICATE,
    /** There are as many as one session may have; the share was not added. */
    FULL,
    /** All sessions together have as many as there is memory for; the share was not added. */
    NO_MEMORY,
    /** Memory is short, and these have more than their part of it; the share was not added. */
    NO_MORE_MEMORY
  }

  /** Adds a hash unless it was there or there are as many as there may be. */
  Added add(Hash256 hash, int sharesMax) {
    if (hashes.size() >= sharesMax) {
      return hashes.contains(hash) ? Added.DUPLICATE : Added.FULL;
    }
    if (!memory.hasRoom()) {
      return hashes.contains(hash) ? Added.DUPLICATE : Added.NO_MEMORY;
    }
    if (memory.isGreedy(hashes.bytes())) {
      return hashes.contains(hash) ? Added.DUPLICATE : Added.NO_MORE_MEMORY;
    }
    long bytesBefore = hashes.bytes();
    boolean added = hashes.add(hash);
    memory.grow(hashes.bytes() - bytesBefore);
    return added ? Added.NEW : Added.DUPLICATE;
  }

  /** Takes a hash out again: its share could not be recorded, so it may come back. */
  void remove(Hash256 hash) {
    hashes.remove(hash);
  }

  /** Takes a hash out though nobody knows whether its share is in the store: none was told. */
  void removeUnanswered(Hash256 hash) {
    remove(hash);
    if (unanswered == null) {
      unanswered = new HashSet<>();
    }
    unanswered.add(hash);
  }

  /** Whether the share of this hash was offered before, and may be in the store for all we know. */
  boolean mayBeStored(Hash256 hash) {
    return unanswered != null && unanswered.contains(hash);
  }

  /** It is known now where the share of this hash is. */
  void answered(Hash256 hash) {
    if (unanswered != null) {
      unanswered.remove(hash);
    }
  }
}
