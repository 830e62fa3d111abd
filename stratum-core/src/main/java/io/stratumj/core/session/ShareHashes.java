package io.stratumj.core.session;

import io.stratumj.api.work.Hash256;
import java.util.Arrays;

/**
 * A set of header hashes, by 128 bits of each, which do not collide by chance or by effort: about
 * 31 bytes for each, because a set of a million objects would cost ten times the memory.
 *
 * <p>It is an extendible hash table. Low bits of a hash name a segment, through a directory in
 * which several places may name the same one; a full segment splits in two. So it grows by a
 * kilobyte now and then, and no share waits for a table of a million to be built anew.
 *
 * <pre>
 *   directory (2 bits)     segments, of open addressing: two words for each hash,
 *     00 ----------------> hashes that end in 00       the first word of a segment counts them
 *     01 ------+---------> hashes that end in 1
 *     10 ------|---------> hashes that end in 10
 *     11 ------+
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class ShareHashes {
  private static final int PLACES_MIN = 8;
  private static final int PLACES_BEFORE_SPLIT = 64;

  /** A directory doubles while there are so many hashes for each of its places: none explodes. */
  private static final int HASHES_PER_DIRECTORY_PLACE = 8;

  /** Where the number of a segment's hashes is. */
  private static final int COUNT = 0;

  private static final int FIRST = 1;

  private static final int ARRAY_HEADER_BYTES = 16;
  private static final int REFERENCE_BYTES = 4;

  private long[][] directory = {segment(PLACES_MIN)};
  private int size;
  private long bytes = ARRAY_HEADER_BYTES + REFERENCE_BYTES + bytesOf(directory[0]);

  int size() {
    return size;
  }

  /** How much memory it takes, to within a reference: where heaps are large those are longer. */
  long bytes() {
    return bytes;
  }

  boolean contains(Hash256 hash) {
    long low = hash.word(0);
    long[] segment = directory[directoryPlace(low)];
    return isTaken(segment, find(segment, low, high(hash)));
  }

  /** Adds a hash; false if it was there. */
  boolean add(Hash256 hash) {
    long low = hash.word(0);
    long high = high(hash);
    long[] segment = directory[directoryPlace(low)];
    int place = find(segment, low, high);
    if (isTaken(segment, place)) {
      return false;
    }
    if (isFull(segment)) {
      makeRoom(segment, low);
      return add(hash);
    }
    segment[place] = low;
    segment[place + 1] = high;
    segment[COUNT]++;
    size++;
    return true;
  }

  /** Takes a hash out, if it is there. */
  void remove(Hash256 hash) {
    long low = hash.word(0);
    long[] segment = directory[directoryPlace(low)];
    int place = find(segment, low, high(hash));
    if (isTaken(segment, place)) {
      remove(segment, place);
      size--;
    }
  }

  private int directoryPlace(long low) {
    return (int) low & (directory.length - 1);
  }

  /** Splits the segment of a hash, or if the directory is large enough already, doubles it. */
  private void makeRoom(long[] segment, long low) {
    int named = timesNamed(segment, low);
    if (places(segment) < PLACES_BEFORE_SPLIT) {
      enlarge(segment, low, named);
    } else if (named > 1) {
      split(segment, low, named);
    } else if (directory.length <= size / HASHES_PER_DIRECTORY_PLACE) {
      int length = directory.length;
      directory = Arrays.copyOf(directory, 2 * length);
      System.arraycopy(directory, 0, directory, length, length);
      bytes += (long) length * REFERENCE_BYTES;
      split(segment, low, 2);
    } else {
      enlarge(segment, low, named);
    }
  }

  /** How many places of the directory name the segment of a hash: a power of two. */
  @SuppressWarnings("ArrayEquals") // A segment is one object.
  private int timesNamed(long[] segment, long low) {
    int times = 1;
    while (times < directory.length
        && directory[directoryPlace(low) ^ (directory.length / 2 / times)] == segment) {
      times *= 2;
    }
    return times;
  }

  private void enlarge(long[] segment, long low, int named) {
    long[] larger = copy(segment, 2 * places(segment));
    replace(low, named, larger);
    bytes += bytesOf(larger) - bytesOf(segment);
  }

  /** Names another segment wherever the one of a hash is named. */
  private void replace(long low, int named, long[] by) {
    int step = directory.length / named;
    for (int i = (int) low & (step - 1); i < directory.length; i += step) {
      directory[i] = by;
    }
  }

  /** Moves the hashes that have the next bit set to a new segment. */
  private void split(long[] segment, long low, int named) {
    int bit = directory.length / named;
    long[] other = segment(places(segment));
    int place = FIRST;
    while (place < segment.length) {
      if (isTaken(segment, place) && (segment[place] & bit) != 0) {
        put(other, segment[place], segment[place + 1]);
        remove(segment, place); // which may have put another one here
      } else {
        place += 2;
      }
    }
    replace(low | bit, named / 2, other);
    bytes += bytesOf(other);
  }

  private static long[] segment(int places) {
    return new long[FIRST + 2 * places];
  }

  private static long bytesOf(long[] segment) {
    return ARRAY_HEADER_BYTES + 8L * segment.length;
  }

  private static int places(long[] segment) {
    return segment.length / 2;
  }

  private static boolean isFull(long[] segment) {
    return 4 * segment[COUNT] >= 3L * places(segment);
  }

  private static long[] copy(long[] segment, int places) {
    long[] larger = segment(places);
    for (int i = FIRST; i < segment.length; i += 2) {
      if (isTaken(segment, i)) {
        put(larger, segment[i], segment[i + 1]);
      }
    }
    return larger;
  }

  private static void put(long[] segment, long low, long high) {
    int place = find(segment, low, high);
    segment[place] = low;
    segment[place + 1] = high;
    segment[COUNT]++;
  }

  private static void remove(long[] segment, int hole) {
    erase(segment, hole);
    int place = next(segment, hole);
    while (isTaken(segment, place)) {
      long low = segment[place];
      long high = segment[place + 1];
      erase(segment, place);
      put(segment, low, high);
      place = next(segment, place);
    }
  }

  private static void erase(long[] segment, int place) {
    segment[place] = 0;
    segment[place + 1] = 0;
    segment[COUNT]--;
  }

  /** The second word with one bit set, so that no hash looks like an empty place. */
  private static long high(Hash256 hash) {
    return hash.word(1) | Long.MIN_VALUE;
  }

  /** Where the hash is, or the empty place where it belongs. */
  private static int find(long[] segment, long low, long high) {
    int place = FIRST + 2 * ((int) (low >>> 32) & (places(segment) - 1));
    while (isTaken(segment, place) && (segment[place] != low || segment[place + 1] != high)) {
      place = next(segment, place);
    }
    return place;
  }

  private static int next(long[] segment, int place) {
    return place + 2 == segment.length ? FIRST : place + 2;
  }

  private static boolean isTaken(long[] segment, int place) {
    return segment[place + 1] != 0;
  }
}
