package io.stratumj.api.work;

/**
 * The name a miner authorizes and submits under, often {@code account.rig}. The library never
 * splits it, with the one exception described at {@link #isSameAccount}.
 *
 * @param value the name, trimmed, 1 to 255 characters; may hold any character, so escape it before
 *     showing it to a person or writing it to a log
 */
public record WorkerName(String value) {
  /** The most characters a name may have. */
  public static final int LENGTH_MAX = 255;

  /**
   * Trims the name.
   *
   * @throws IllegalArgumentException if nothing is left, or more than 255 characters, or half a
   *     surrogate pair, which no store could keep
   */
  public WorkerName {
    value = value.strip();
    if (holdsHalfAPair(value)) {
      throw new IllegalArgumentException("a worker name holds half a surrogate pair");
    }
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a worker name has 1 to 255 characters, not " + value.length());
    }
  }

  /**
   * Whether one of the names is the other with {@code .worker} dropped: {@code a} and {@code a.b}
   * are, {@code a.c} and {@code a.b} are not. Some firmwares add or drop that part between
   * authorize and submit.
   */
  public boolean isSameAccount(WorkerName other) {
    return isPrefixBeforeDot(value, other.value) || isPrefixBeforeDot(other.value, value);
  }

  private static boolean holdsHalfAPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean paired =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!paired) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static boolean isPrefixBeforeDot(String shorter, String longer) {
    return longer.length() > shorter.length() + 1
        && longer.charAt(shorter.length()) == '.'
        && longer.indexOf('.', shorter.length() + 1) < 0
        && longer.startsWith(shorter);
  }

  // equals and hashCode are written out: see VersionMask

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkerName name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The name itself. */
  @Override
  public String toString() {
    return value;
  }
}
