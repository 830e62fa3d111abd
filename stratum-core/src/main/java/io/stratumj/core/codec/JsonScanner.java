package io.stratumj.core.codec;

/**
 * The words of JSON, without its grammar: passes over blanks, strings, numbers and names in a text,
 * strictly by RFC 8259, and knows how far it is. What may follow what is for others: {@link
 * JsonTape} for lines, and the reader of templates.
 *
 * <p>What should be here and is not makes the answer false; {@link #at} then tells where.
 *
 * <p><em>Confined</em> to one thread, reused.
 */
public final class JsonScanner {
  private byte[] text = new byte[0];
  private int at;
  private int end;
  private boolean escaped;

  /** A scanner without a text. */
  public JsonScanner() {}

  /** Begins with a text: the bytes of this range, which are not copied. */
  public void begin(byte[] line, int from, int to) {
    text = line;
    at = from;
    end = to;
  }

  /** The array the text is in. */
  public byte[] text() {
    return text;
  }

  /** Where in the array the next byte is. */
  public int at() {
    return at;
  }

  /** Whether nothing is left. */
  public boolean isAtEnd() {
    return at == end;
  }

  /** Whether the last string held a backslash, so that its text must be decoded. */
  public boolean wasEscaped() {
    return escaped;
  }

  /** The byte to be read next, -1 at the end. */
  public int peek() {
    return at < end ? text[at] : -1;
  }

  /** Passes over blanks. */
  public void skipBlanks() {
    while (at < end) {
      int c = text[at];
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        return;
      }
      at++;
    }
  }

  /** Passes over the next byte, whatever it is. */
  public void skip() {
    at++;
  }

  /** Goes on from this place of the array, to where somebody else has read. */
  public void moveTo(int place) {
    at = place;
  }

  /** Passes over this byte if it is next. */
  public boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes over a string, from its opening quote on. */
  public boolean string() {
    at++;
    escaped = false;
    while (at < end) {
      int c = text[at];
      if (c == '"') {
        at++;
        return true;
      }
      if (c == '\\') {
        escaped = true;
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

  /** Passes over a number; answers false if none is here. */
  public boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  /** Passes over a word if it is the one given. */
  public boolean word(String word) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (peek() != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** What the text of a string means, given without its quotes. A lone surrogate stays one. */
  public static String unescape(String raw) {
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

  private boolean digits() {
    int start = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at > start;
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
