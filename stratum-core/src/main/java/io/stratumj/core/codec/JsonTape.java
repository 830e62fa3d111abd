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

  /** Kind, start, end, next token. */
  private static final int WIDTH = 4;

  private final int depthMax;

  private int[] tokens = new int[64 * WIDTH];
  private int count;

  private byte[] text = new byte[0];
  private int at;
  private int end;

  JsonTape(int depthMax) {
    this.depthMax = depthMax;
  }

  /**
   * Reads a line.
   *
   * @return false if it is not JSON; {@link #position} then tells how far it was
   */
  boolean read(byte[] line, int from, int to) {
    text = line;
    at = from;
    end = to;
    count = 0;
    skipBlanks();
    if (!value(1)) {
      return false;
    }
    skipBlanks();
    return at == end;
  }

  /** Where in the line's array reading stopped. */
  int position() {
    return at;
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
    return text;
  }

  /** The token's text as written, without the quotes of a string. */
  String raw(int token) {
    return new String(text, from(token), to(token) - from(token), StandardCharsets.UTF_8);
  }

  /** What a string token means, escapes decoded. A lone surrogate stays one. */
  String string(int token) {
    String raw = raw(token);
    return isEscaped(token) ? unescape(raw) : raw;
  }

  /** Whether a string token means exactly this ASCII text. */
  boolean is(int token, byte[] ascii) {
    if (isEscaped(token)) {
      return string(token).equals(new String(ascii, StandardCharsets.US_ASCII));
    }
    return Arrays.equals(text, from(token), to(token), ascii, 0, ascii.length);
  }

  private boolean value(int depth) {
    if (at == end) {
      return false;
    }
    return switch (text[at]) {
      case '{' -> depth <= depthMax && object(depth);
      case '[' -> depth <= depthMax && array(depth);
      case '"' -> string();
      case 't' -> literal(TRUE, "true");
      case 'f' -> literal(FALSE, "false");
      case 'n' -> literal(NULL, "null");
      default -> number();
    };
  }

  private boolean object(int depth) {
    int token = open(OBJECT);
    skipBlanks();
    if (peek() == '}') {
      return close(token);
    }
    while (true) {
      if (peek() != '"' || !string()) {
        return false;
      }
      skipBlanks();
      if (peek() != ':') {
        return false;
      }
      at++;
      skipBlanks();
      if (!value(depth + 1)) {
        return false;
      }
      skipBlanks();
      if (peek() == '}') {
        return close(token);
      }
      if (peek() != ',') {
        return false;
      }
      at++;
      skipBlanks();
    }
  }

  private boolean array(int depth) {
    int token = open(ARRAY);
    skipBlanks();
    if (peek() == ']') {
      return close(token);
    }
    while (true) {
      if (!value(depth + 1)) {
        return false;
      }
      skipBlanks();
      if (peek() == ']') {
        return close(token);
      }
      if (peek() != ',') {
        return false;
      }
      at++;
      skipBlanks();
    }
  }

  private boolean string() {
    int start = ++at;
    int flags = 0;
    while (at < end) {
      int c = text[at];
      if (c == '"') {
        add(STRING | flags, start, at);
        at++;
        return true;
      }
      if (c == '\\') {
        flags = ESCAPED;
        if (!escape()) {
          return false;
        }
      } else if (c >= 0x20) {
        at++;
      } else if (c >= 0 || !utf8()) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    at++;
    switch (peek()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        at++;
        return true;
      }
      case 'u' -> {
        at++;
        for (int i = 0; i < 4; i++, at++) {
          if (Hex.digit(peek()) < 0) {
            return false;
          }
        }
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  /** Passes over one well-formed sequence of two to four bytes (Unicode, table 3-7). */
  private boolean utf8() {
    int lead = text[at] & 0xff;
    int following = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (following == 0 || end - at <= following) {
      return false;
    }
    int second = text[at + 1] & 0xff;
    int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int greatest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > greatest) {
      return false;
    }
    for (int i = 2; i <= following; i++) {
      if ((text[at + i] & 0xc0) != 0x80) {
        return false;
      }
    }
    at += following + 1;
    return true;
  }

  private boolean number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      at++;
      if (!digits()) {
        return false;
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (!digits()) {
        return false;
      }
    }
    add(NUMBER, start, at);
    return true;
  }

  private boolean digits() {
    int start = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean literal(int kind, String word) {
    int start = at;
    for (int i = 0; i < word.length(); i++, at++) {
      if (peek() != word.charAt(i)) {
        return false;
      }
    }
    add(kind, start, at);
    return true;
  }

  private int open(int kind) {
    int token = count;
    add(kind, at, at);
    at++;
    return token;
  }

  private boolean close(int token) {
    at++;
    tokens[token * WIDTH + 2] = at;
    tokens[token * WIDTH + 3] = count;
    return true;
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

  private int peek() {
    return at < end ? text[at] : -1;
  }

  private void skipBlanks() {
    while (at < end) {
      int c = text[at];
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        return;
      }
      at++;
    }
  }

  private static String unescape(String raw) {
    StringBuilder meant = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '\\') {
        meant.append(c);
        i++;
      } else if (raw.charAt(i + 1) == 'u') {
        meant.append((char) Integer.parseInt(raw.substring(i + 2, i + 6), 16));
        i += 6;
      } else {
        meant.append(unescape(raw.charAt(i + 1)));
        i += 2;
      }
    }
    return meant.toString();
  }

  private static char unescape(char letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }
}
