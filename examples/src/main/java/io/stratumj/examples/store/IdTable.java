package io.stratumj.examples.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * On which pages of the books share ids may stand: sixteen bytes of memory for a slot, and two or
 * three slots for a share, instead of an index in the database, which every share would change at a
 * random place.
 *
 * <p>What is kept of an id is its first eight bytes, the ones that are not zeros for being a proof
 * of work. So the table never misses an id that was added, but may name a page for one that was
 * not; who asks looks at the page.
 *
 * <p>Open addressing with linear probing: {@code keys} and {@code pages} are parallel, a slot whose
 * page is 0 is empty, and removing moves later entries up, so that there are no tombstones.
 *
 * <p><em>Not thread-safe.</em>
 */
final class IdTable {
  /** What a slot takes. */
  static final int SLOT_BYTES = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SLOTS_MIN = 1 << 10;
  private static final long[] NONE = {};

  /** From the golden ratio: spreads ids that differ in a few bits only. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private long[] keys = new long[SLOTS_MIN];
  private long[] pages = new long[SLOTS_MIN];
  private int size;

  /** How many entries there are. */
  int size() {
    return size;
  }

  /** How many slots there are, full or empty. */
  int slots() {
    return keys.length;
  }

  /**
   * Adds an id.
   *
   * @param page from 1
   */
  void add(byte[] id, long page) {
    if (size + 1 > keys.length / 3 * 2) {
      grow();
    }
    put(key(id), page);
    size++;
  }

  /** The pages that may have the id: none for nearly every id that was not added. */
  long[] pages(byte[] id) {
    long key = key(id);
    long[] found = NONE;
    for (int slot = home(key); pages[slot] != 0; slot = next(slot)) {
      if (keys[slot] == key) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = pages[slot];
      }
    }
    return found;
  }

  /** Removes an id that was added with this page. */
  void remove(byte[] id, long page) {
    long key = key(id);
    for (int slot = home(key); pages[slot] != 0; slot = next(slot)) {
      if (keys[slot] == key && pages[slot] == page) {
        close(slot);
        size--;
        return;
      }
    }
  }

  /** Empties a slot, and moves up what would not be found behind an empty one. */
  private void close(int slot) {
    int gap = slot;
    for (int at = next(gap); pages[at] != 0; at = next(at)) {
      int mask = keys.length - 1;
      int awayFromHome = (at - home(keys[at])) & mask;
      int awayFromGap = (at - gap) & mask;
      if (awayFromHome >= awayFromGap) {
        keys[gap] = keys[at];
        pages[gap] = pages[at];
        gap = at;
      }
    }
    pages[gap] = 0;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldPages = pages;
    long[] newKeys = new long[oldKeys.length * 2];
    pages = new long[oldKeys.length * 2]; // if there is no memory, nothing has changed
    keys = newKeys;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldPages[slot] != 0) {
        put(oldKeys[slot], oldPages[slot]);
      }
    }
  }

  private void put(long key, long page) {
    int slot = home(key);
    while (pages[slot] != 0) {
      slot = next(slot);
    }
    keys[slot] = key;
    pages[slot] = page;
  }

  private int home(long key) {
    long spread = key * SPREAD;
    return (int) (spread >>> 32) & (keys.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (keys.length - 1);
  }

  private static long key(byte[] id) {
    return (long) LONGS.get(id, 0);
  }
}
