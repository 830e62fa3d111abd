package io.stratumj.testkit.conformance.probe;

import java.util.List;

/** What was seen is none of the outcomes a case accepts. */
public final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> expected;
  private final String actual;

  /**
   * A failure of the pool.
   *
   * @param expected every outcome that would have been right
   * @param actual what was seen
   */
  public Mismatch(List<String> expected, String actual) {
    super("expected " + String.join(" or ", expected) + ", but saw " + actual);
    this.expected = List.copyOf(expected);
    this.actual = actual;
  }

  /** Fails with one right outcome unless something holds. */
  public static void unless(boolean holds, String expected, String actual) {
    if (!holds) {
      throw new Mismatch(List.of(expected), actual);
    }
  }

  /** Every outcome that would have been right. */
  public List<String> expected() {
    return expected;
  }

  /** What was seen. */
  public String actual() {
    return actual;
  }
}
