package io.stratumj.core.session;

import io.stratumj.api.work.Hash256;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The accepted shares of one session on one parent block, known by their header hash (SPEC S5): an
 * open addressing table of 128 bits each, because a set of a million objects would cost ten times
 * the memory. 128 bits of a proof-of-work hash do not collide by chance or by effort.
 *
 * <p>All jobs on the same parent share one: a job that is repeated with a later nTime has headers
 * in common with the one it repeats, and a share of both must count once.
 *
 * <p>It never forgets by itself: forgetting would pay a share twice. <em>Loop-confined.</em>
 */
final class SeenShares {
  private static final int CAPACITY_MIN = 8;

  private static final long[] NOTHING = new long[2];

  private final Hash256 parent;
  private @Nullable SeenShares onOlderParent;

  /** Two words for each place; a second word of zero means empty. */
  private long[] table = NOTHING;

  private int size;

  /** Those that were offered to the sink, and whose miner has left without an answer. */
  private @Nullable Set<Hash256> unanswered;

  /**
   * No share yet.
   *
   * @param parent the block the shares are on
   * @param onOlderParent the same session's shares on the parents before
   */
  SeenShares(Hash256 parent, @Nullable SeenShares onOlderParent) {
    this.parent = parent;
    this.onOlderParent = onOlderParent;
  }

  /** Whether these shares are on this block. */
  boolean isOn(Hash256 block) {
    return parent.equals(block);
  }

  /** The same session's shares on the parent that was first built on before this one. */
  @Nullable SeenShares onOlderParent() {
    return onOlderParent;
  }

  /** Those of this chain whose parents are still wanted; null if none are. */
  @Nullable SeenShares keeping(Predicate<Hash256> wanted) {
    SeenShares older = onOlderParent == null ? null : onOlderParent.keeping(wanted);
    if (!wanted.test(parent)) {
      return older;
    }
    onOlderParent = older;
    return this;
  }

  int size() {
    return size;
  }

  boolean contains(Hash256 hash) {
    return isTaken(find(hash.word(0), high(hash)));
  }

  /** Adds a hash; false if it was there. */
  boolean add(Hash256 hash) {
    if (size >= table.length / 8 * 3) { // three of four places
      grow();
    }
    int place = find(hash.word(0), high(hash));
    if (isTaken(place)) {
      return false;
    }
    table[place] = hash.word(0);
    table[place + 1] = high(hash);
    size++;
    return true;
  }

  /** What became of an attempt to add a share. */
  enum Added {
    NEW,
    DUPLICATE,
    /** There are as many as there may be; the share was not added. */
    FULL
  }

  /** Adds a hash unless it was there or there are as many as there may be. */
  Added add(Hash256 hash, int sharesMax) {
    if (size >= sharesMax) {
      return contains(hash) ? Added.DUPLICATE : Added.FULL;
    }
    return add(hash) ? Added.NEW : Added.DUPLICATE;
  }

  /** Takes a hash out again: its share could not be recorded, so it may come back. */
  void remove(Hash256 hash) {
    int hole = find(hash.word(0), high(hash));
    if (!isTaken(hole)) {
      return;
    }
    size--;
    table[hole] = 0;
    table[hole + 1] = 0;
    int place = next(hole);
    while (isTaken(place)) {
      long low = table[place];
      long high = table[place + 1];
      table[place] = 0;
      table[place + 1] = 0;
      int better = find(low, high);
      table[better] = low;
      table[better + 1] = high;
      place = next(place);
    }
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

  /** The second word with one bit set, so that no hash looks like an empty place. */
  private static long high(Hash256 hash) {
    return hash.word(1) | Long.MIN_VALUE;
  }

  /** Where the hash is, or the empty place where it belongs. */
  private int find(long low, long high) {
    int place = ((int) (low ^ (low >>> 32)) & (table.length / 2 - 1)) * 2;
    while (isTaken(place) && (table[place] != low || table[place + 1] != high)) {
      place = next(place);
    }
    return place;
  }

  private int next(int place) {
    return place + 2 == table.length ? 0 : place + 2;
  }

  private boolean isTaken(int place) {
    return table[place + 1] != 0;
  }

  private void grow() {
    long[] old = table;
    table = new long[Math.max(2 * old.length, 2 * CAPACITY_MIN)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int place = find(old[i], old[i + 1]);
        table[place] = old[i];
        table[place + 1] = old[i + 1];
      }
    }
  }
}
