package io.stratumj.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of JSON as a tape of tokens, read strictly by RFC 8259.
 *
 * <p>A token says what a value is, where its text lies in the line, and which token comes after it
 * and everything inside it. Objects hold key, value, key, value; arrays hold values. Nothing is
 * copied or converted until it is asked for, and the tape is used again for the next line: reading
 * a share allocates nothing. That is why this is not Gson's reader, which makes a buffer for each
 * reader and a String for each value; a test holds the two against each other, on valid and on
 * broken input.
 *
 * <p>Strict means: no comments, single quotes, unquoted names, NaN, leading zeros, trailing commas
 * or control characters; text is well-formed UTF-8; one value and nothing after it; nesting within
 * the limit.
 *
 * <p><em>Loop-confined</em>, reused.
 */
final class JsonTape {
  static final int OBJECT = 1;
  static final int ARRAY = 2;
  static final int STRING = 3;
  static final int NUMBER = 4;
  static final int TRUE = 5;
  static final int FALSE = 6;
  static final int NULL = 7;

  /** Set beside {@link #STRING} when the text holds a backslash and must be decoded. */
  private static final int ESCAPED = 16;

  private static final int KIND_BITS = 15;

  /** The most digits that surely fit into a long. */
  private static final int PLAIN_DIGITS_MAX = 18;

  /** Kind, start, end, next token. */
  private static final int WIDTH = 4;

  private final JsonScanner scanner = new JsonScanner();

  private int[] tokens = new int[64 * WIDTH];
  private int count;

  /** The containers that are open, the outermost first. */
  private final int[] entered;

  private int depth;

  /**
   * A tape.
   *
   * @param depthMax how many containers may be open at one place
   */
  JsonTape(int depthMax) {
    this.entered = new int[depthMax];
  }

  /**
   * Reads a line.
   *
   * @return false if it is not JSON; {@link #position} then tells how far it was
   */
  boolean read(byte[] line, int from, int to) {
    scanner.begin(line, from, to);
    count = 0;
    depth = 0;
    scanner.skipBlanks();
    if (!values()) {
      return false;
    }
    scanner.skipBlanks();
    return scanner.isAtEnd();
  }

  /** Where in the line's array reading stopped. */
  int position() {
    return scanner.at();
  }

  int kind(int token) {
    return tokens[token * WIDTH] & KIND_BITS;
  }

  boolean isEscaped(int token) {
    return (tokens[token * WIDTH] & ESCAPED) != 0;
  }

  /** Where the value's text begins; of a string, after the quote. */
  int from(int token) {
    return tokens[token * WIDTH + 1];
  }

  /** Where it ends; of a string, before the quote. */
  int to(int token) {
    return tokens[token * WIDTH + 2];
  }

  /** The token after this one and all it holds. */
  int next(int token) {
    return tokens[token * WIDTH + 3];
  }

  byte[] text() {
    return scanner.text();
  }

  /** The token's text as written, without the quotes of a string. */
  String raw(int token) {
    return new String(text(), from(token), to(token) - from(token), StandardCharsets.UTF_8);
  }

  /** What a string token means, escapes decoded. A lone surrogate stays one. */
  String string(int token) {
    String raw = raw(token);
    return isEscaped(token) ? JsonScanner.unescape(raw) : raw;
  }

  /** A whole number of up to 18 digits, written without sign, point or exponent; else -1. */
  long plainNumber(int token) {
    int from = from(token);
    int to = to(token);
    if (kind(token) != NUMBER || to - from > PLAIN_DIGITS_MAX) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text()[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Whether a string token means exactly this ASCII text. */
  boolean is(int token, byte[] ascii) {
    if (isEscaped(token)) {
      return string(token).equals(new String(ascii, StandardCharsets.US_ASCII));
    }
    return Arrays.equals(text(), from(token), to(token), ascii, 0, ascii.length);
  }

  /**
   * Reads a value and all it holds. In one loop, with the containers that are open in an array: a
   * reader that calls itself is compiled to eight times the code, in the very second in which a
   * crowd of miners comes back.
   */
  private boolean values() {
    boolean inside;
    do {
      int outside = depth;
      if (!value()) {
        return false;
      }
      inside = depth > outside;
    } while (inside || another());
    return depth == 0;
  }

  /** Reads a value without parts, or the beginning of one up to where its first part is. */
  private boolean value() {
    return switch (scanner.peek()) {
      case '{' -> enter(OBJECT, '}');
      case '[' -> enter(ARRAY, ']');
      case '"' -> string();
      case 't' -> word(TRUE, "true");
      case 'f' -> word(FALSE, "false");
      case 'n' -> word(NULL, "null");
      default -> number();
    };
  }

  private boolean enter(int kind, char end) {
    if (depth == entered.length) {
      return false;
    }
    int token = count;
    add(kind, scanner.at(), scanner.at());
    scanner.skip();
    scanner.skipBlanks();
    if (scanner.take(end)) {
      close(token);
      return true;
    }
    entered[depth++] = token;
    return kind == ARRAY || key();
  }

  /** After a value: closes the containers that end here, and tells whether a value follows. */
  private boolean another() {
    while (depth > 0) {
      int container = entered[depth - 1];
      boolean object = kind(container) == OBJECT;
      scanner.skipBlanks();
      if (scanner.take(',')) {
        scanner.skipBlanks();
        return !object || key();
      }
      if (!scanner.take(object ? '}' : ']')) {
        return false;
      }
      close(container);
      depth--;
    }
    return false;
  }

  private boolean key() {
    if (scanner.peek() != '"' || !string()) {
      return false;
    }
    scanner.skipBlanks();
    if (!scanner.take(':')) {
      return false;
    }
    scanner.skipBlanks();
    return true;
  }

  private boolean string() {
    int from = scanner.at() + 1;
    if (!scanner.string()) {
      return false;
    }
    add(scanner.wasEscaped() ? STRING | ESCAPED : STRING, from, scanner.at() - 1);
    return true;
  }

  private boolean number() {
    int from = scanner.at();
    if (!scanner.number()) {
      return false;
    }
    add(NUMBER, from, scanner.at());
    return true;
  }

  private boolean word(int kind, String word) {
    int from = scanner.at();
    if (!scanner.word(word)) {
      return false;
    }
    add(kind, from, scanner.at());
    return true;
  }

  private void close(int token) {
    tokens[token * WIDTH + 2] = scanner.at();
    tokens[token * WIDTH + 3] = count;
  }

  private void add(int kind, int from, int to) {
    int base = count * WIDTH;
    if (base == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * tokens.length);
    }
    count++;
    tokens[base] = kind;
    tokens[base + 1] = from;
    tokens[base + 2] = to;
    tokens[base + 3] = count;
  }
}
