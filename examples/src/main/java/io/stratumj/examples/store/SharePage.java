package io.stratumj.examples.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shares that stand in one row of the books, because they were written together, on one parent, in
 * one round. A row costs a database much the same for one share as for hundreds.
 *
 * <p><em>Not thread-safe.</em>
 */
final class SharePage {
  /** How many shares a page may have: some 18 KB, about a page of H2's own. */
  static final int SHARES_MAX = 500;

  final long number;
  private final List<byte[]> ids;
  private final List<Integer> credits;

  /** An empty page. */
  SharePage(long number) {
    this(number, new ArrayList<>(), new ArrayList<>());
  }

  private SharePage(long number, List<byte[]> ids, List<Integer> credits) {
    this.number = number;
    this.ids = ids;
    this.credits = credits;
  }

  /** A page with these, one credit for each id. */
  static SharePage of(long number, Object[] ids, Object[] credits) {
    SharePage page = new SharePage(number);
    for (int i = 0; i < ids.length; i++) {
      page.add((byte[]) ids[i], (Integer) credits[i]);
    }
    return page;
  }

  void add(byte[] id, Integer credit) {
    ids.add(id);
    credits.add(credit);
  }

  boolean has(byte[] id) {
    return indexOf(id) >= 0;
  }

  /** Takes a share off the page. */
  void remove(byte[] id) {
    int index = indexOf(id);
    ids.remove(index);
    credits.remove(index);
  }

  boolean isEmpty() {
    return ids.isEmpty();
  }

  boolean isFull() {
    return ids.size() >= SHARES_MAX;
  }

  byte[][] ids() {
    return ids.toArray(byte[][]::new);
  }

  Integer[] credits() {
    return credits.toArray(Integer[]::new);
  }

  private int indexOf(byte[] id) {
    for (int i = 0; i < ids.size(); i++) {
      if (Arrays.equals(ids.get(i), id)) {
        return i;
      }
    }
    return -1;
  }
}
