package io.stratumj.nio;

import org.jspecify.annotations.Nullable;

/**
 * A fault made fit for the log. A message may hold text of a peer, which could otherwise forge
 * lines or steer the terminal that shows them. Type, trace and causes stay. <em>Immutable.</em>
 */
final class EscapedFault extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final int CAUSES_MAX = 8;

  private EscapedFault(Throwable fault, @Nullable EscapedFault cause) {
    super(escape(fault.toString()), cause, false, true);
    setStackTrace(fault.getStackTrace());
  }

  /** The same fault, with at most a few of its causes. */
  static EscapedFault of(Throwable fault) {
    return of(fault, CAUSES_MAX);
  }

  private static EscapedFault of(Throwable fault, int causesMax) {
    Throwable cause = fault.getCause();
    return new EscapedFault(
        fault, cause == null || causesMax == 0 ? null : of(cause, causesMax - 1));
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // the type to show is the fault's, not this one
  public String toString() {
    return String.valueOf(getMessage());
  }

  /** Writes what is no visible character as backslash, u and four hex digits. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (isHarmless(character)) {
                escaped.appendCodePoint(character);
              } else {
                for (char unit : Character.toChars(character)) {
                  escaped.append(String.format("\\u%04x", (int) unit));
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
