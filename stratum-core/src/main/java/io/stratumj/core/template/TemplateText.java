package io.stratumj.core.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.codec.Hex;
import io.stratumj.core.codec.JsonScanner;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The JSON of a template, strict by RFC 8259, read once from front to back and straight from its
 * bytes.
 *
 * <p>A template of a full block has two megabytes of hex, and miners work on the old tip until they
 * are read. So hex becomes bytes in the same pass that looks for the end of its string, and no text
 * is made of it in between; what nobody asks for is passed over. What is small becomes a tree of
 * Gson's. <em>Confined</em> to one read.
 */
final class TemplateText {
  private static final int NESTING_MAX = 16;

  private final byte[] text;
  private final JsonScanner scanner = new JsonScanner();
  private byte[] decoded = new byte[1024];
  private int decodedSize;
  private int depth;
  private int nameFrom;
  private int nameTo;
  private boolean nameEscaped;

  TemplateText(byte[] utf8) {
    text = utf8;
    scanner.begin(utf8, 0, utf8.length);
  }

  /** The first byte of the value, or of what is in its place; -1 at the end. */
  int peek() {
    scanner.skipBlanks();
    return scanner.peek();
  }

  /** Reads an object. For each member the name is known, and the value is to be passed over. */
  void object(Runnable member) {
    open('{');
    if (!taken('}')) {
      do {
        name();
        member.run();
      } while (taken(','));
      require(taken('}'));
    }
    depth--;
  }

  /** Reads an array. Each element is to be passed over. */
  void array(Runnable element) {
    open('[');
    if (!taken(']')) {
      do {
        element.run();
      } while (taken(','));
      require(taken(']'));
    }
    depth--;
  }

  /** Whether this is the name of the member, given in ASCII. */
  boolean isNamed(byte[] name) {
    return nameEscaped
        ? memberName().equals(new String(name, StandardCharsets.US_ASCII))
        : Arrays.equals(text, nameFrom, nameTo, name, 0, name.length);
  }

  /** The name of the member. */
  String memberName() {
    String raw = new String(text, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
    return nameEscaped ? JsonScanner.unescape(raw) : raw;
  }

  /** Reads a string of hex; empty if it is a string of something else. */
  Optional<Bytes> hex() {
    return isHex() ? Optional.of(Bytes.copyOf(decoded, 0, decodedSize)) : Optional.empty();
  }

  /** Reads the 64 hex digits of a hash; empty if it is a string of something else. */
  Optional<Hash256> hash() {
    if (!isHex() || decodedSize != Hash256.SIZE) {
      return Optional.empty();
    }
    for (int i = 0, j = Hash256.SIZE - 1; i < j; i++, j--) {
      byte kept = decoded[i];
      decoded[i] = decoded[j];
      decoded[j] = kept;
    }
    return Optional.of(Hash256.fromInternal(decoded, 0));
  }

  /** Reads a value as a tree. */
  JsonElement tree() {
    peek();
    int from = scanner.at();
    skip();
    String value = new String(text, from, scanner.at() - from, StandardCharsets.UTF_8);
    JsonReader reader = new JsonReader(new StringReader(value));
    reader.setStrictness(Strictness.STRICT);
    try {
      return JsonParser.parseReader(reader);
    } catch (JsonParseException e) {
      throw new MalformedTemplateException("(document)", "is not JSON: " + e.getMessage(), e);
    }
  }

  /** Passes over a value. */
  void skip() {
    switch (peek()) {
      case '{' -> object(this::skip);
      case '[' -> array(this::skip);
      case '"' -> require(scanner.string());
      case 't' -> require(scanner.word("true"));
      case 'f' -> require(scanner.word("false"));
      case 'n' -> require(scanner.word("null"));
      default -> require(scanner.number());
    }
  }

  /** Nothing may follow. */
  void end() {
    if (peek() >= 0) {
      throw new MalformedTemplateException("(document)", "something follows it");
    }
  }

  /** Decodes up to the first character that is no digit. If that is no quote, it was no hex. */
  private boolean isHex() {
    int from = scanner.at() + 1;
    int most = (text.length - from) / 2;
    int at = from;
    int size = 0;
    while (size < most) {
      int high = Hex.digit(text[at]);
      int low = Hex.digit(text[at + 1]);
      if ((high | low) < 0) {
        break;
      }
      if (size == decoded.length) {
        decoded = Arrays.copyOf(decoded, 2 * size);
      }
      decoded[size++] = (byte) (high << 4 | low);
      at += 2;
    }
    decodedSize = size;
    if (at < text.length && text[at] == '"') {
      scanner.moveTo(at + 1);
      return true;
    }
    require(scanner.string());
    return false;
  }

  private void name() {
    require(peek() == '"');
    nameFrom = scanner.at() + 1;
    require(scanner.string());
    nameTo = scanner.at() - 1;
    nameEscaped = scanner.wasEscaped();
    require(taken(':'));
  }

  private void open(char bracket) {
    require(taken(bracket) && ++depth <= NESTING_MAX);
  }

  private boolean taken(char c) {
    scanner.skipBlanks();
    return scanner.take(c);
  }

  private void require(boolean isJson) {
    if (!isJson) {
      throw new MalformedTemplateException("(document)", "is not JSON at byte " + scanner.at());
    }
  }
}
