package io.stratumj.core.codec;

/**
 * Text a peer sent, made fit to be shown to a person or written to a log: no control characters, no
 * characters that reorder others, not too long.
 */
public final class PeerText {
  private PeerText() {}

  /**
   * Cuts and escapes.
   *
   * @param lengthMax the most characters of the peer's text to keep
   * @return the text with control, line-breaking, bidirectional and unpaired surrogate characters
   *     written as backslash, u and four hex digits
   */
  public static String escape(String text, int lengthMax) {
    int length = Math.min(text.length(), lengthMax);
    for (int i = 0; i < length; i++) {
      if (!isHarmless(text, i, length)) {
        return escaped(text, length);
      }
    }
    return length == text.length() ? text : text.substring(0, length);
  }

  private static String escaped(String text, int length) {
    StringBuilder escaped = new StringBuilder(length + 16);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (isHarmless(text, i, length)) {
        escaped.append(c);
      } else {
        escaped.append(String.format("\\u%04x", (int) c));
      }
    }
    return escaped.toString();
  }

  private static boolean isHarmless(String text, int index, int length) {
    char c = text.charAt(index);
    if (c >= 0x20 && c < 0x7f) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      case Character.SURROGATE -> isPaired(text, index, length);
      default -> true;
    };
  }

  private static boolean isPaired(String text, int index, int length) {
    char c = text.charAt(index);
    return Character.isHighSurrogate(c)
        ? index + 1 < length && Character.isLowSurrogate(text.charAt(index + 1))
        : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
  }
}
