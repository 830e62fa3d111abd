package io.stratumj.examples.pool;

/** Makes text that came from outside fit for a terminal. */
final class Printable {
  private Printable() {}

  /**
   * The text with a question mark for every character that is not to be printed: line ends and
   * other control characters, and those that change the direction of writing.
   */
  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(character -> printable.appendCodePoint(isHarmless(character) ? character : '?'));
    return printable.toString();
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
