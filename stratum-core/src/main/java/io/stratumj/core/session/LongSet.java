package io.stratumj.core.session;

/**
 * A set of numbers other than 0 in an open addressing table: 11 to 21 bytes for each.
 *
 * <p>Not thread-safe.
 */
final class LongSet {
  private static final int CAPACITY_MIN = 16;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private long[] table = new long[CAPACITY_MIN];
  private int size;

  int size() {
    return size;
  }

  boolean contains(long number) {
    return table[find(number)] != 0;
  }

  /** Adds a number; false if it was there. */
  boolean add(long number) {
    int place = find(number);
    if (table[place] != 0) {
      return false;
    }
    table[place] = number;
    size++;
    if (size > table.length / 4 * 3) {
      resize(2 * table.length);
    }
    return true;
  }

  /** Takes a number out; false if it was not there. */
  boolean remove(long number) {
    int hole = find(number);
    if (table[hole] == 0) {
      return false;
    }
    table[hole] = 0;
    size--;
    for (int place = next(hole); table[place] != 0; place = next(place)) {
      long moved = table[place];
      table[place] = 0;
      table[find(moved)] = moved;
    }
    if (table.length > CAPACITY_MIN && size < table.length / 8) {
      resize(table.length / 2);
    }
    return true;
  }

  private int find(long number) {
    int place = (int) ((number * SPREAD) >>> 32) & (table.length - 1);
    while (table[place] != 0 && table[place] != number) {
      place = next(place);
    }
    return place;
  }

  private int next(int place) {
    return (place + 1) & (table.length - 1);
  }

  private void resize(int capacity) {
    long[] old = table;
    table = new long[capacity];
    for (long number : old) {
      if (number != 0) {
        table[find(number)] = number;
      }
    }
  }
}
