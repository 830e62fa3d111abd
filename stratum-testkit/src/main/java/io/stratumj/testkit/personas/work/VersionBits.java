package io.stratumj.testkit.personas.work;

/** What a program does with the sixth parameter of a submit. */
public enum VersionBits {
  /** There is none. */
  NONE,
  /** It is always zero. */
  ZEROS,
  /** It counts through the bits it may roll, if any. */
  ROLLED;

  /** The bits of the n-th share: the number's bits spread over the ones of the mask. */
  public int of(long count, int mask) {
    if (this != ROLLED) {
      return 0;
    }
    int bits = 0;
    long rest = count;
    for (int i = 0; i < Integer.SIZE; i++) {
      int bit = 1 << i;
      if ((mask & bit) != 0) {
        if ((rest & 1) != 0) {
          bits |= bit;
        }
        rest >>>= 1;
      }
    }
    return bits;
  }
}
