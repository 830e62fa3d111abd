package io.stratumj.api.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request, kept exactly as the miner wrote it so that the reply can echo it byte for
 * byte: a JSON number of any spelling, or a JSON string.
 *
 * <p><em>Immutable.</em> The ids nearly all miners use, plain whole numbers, are held as numbers:
 * one is made for every share.
 */
public final class RequestId {
  /** No id, or null: the line is a notification and is never answered. */
  public static final RequestId NONE = new RequestId("");

  /** What errors about lines without a usable id are answered with. */
  public static final RequestId NULL = new RequestId("null");

  /** The most digits that surely fit into a number. */
  private static final int DIGITS_MAX = 18;

  private final long number;

  /** Null if the plainest spelling of the number is meant. */
  private final @Nullable String text;

  private RequestId(long number, @Nullable String text) {
    this.number = number;
    this.text = text;
  }

  /**
   * The id written like this.
   *
   * @param json the JSON text, quotes included for a string; empty for {@link #NONE}
   */
  public RequestId(String json) {
    boolean plain = isPlain(json);
    this.number = plain ? Long.parseLong(json) : 0;
    this.text = plain ? null : json;
  }

  /** The id a number has in its plainest spelling. */
  public static RequestId of(long number) {
    return number < 0 ? new RequestId(Long.toString(number)) : new RequestId(number, null);
  }

  /** The JSON text, quotes included for a string; empty for {@link #NONE}. */
  public String json() {
    return text == null ? Long.toString(number) : text;
  }

  /** Whether it is a whole number from 0 on in its plainest spelling, and so {@link #number}. */
  public boolean isPlainNumber() {
    return text == null;
  }

  /** The number, if {@link #isPlainNumber}. */
  public long number() {
    return number;
  }

  /** Whether a reply is expected. */
  public boolean expectsReply() {
    return text == null || !text.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestId id && number == id.number && Objects.equals(text, id.text);
  }

  @Override
  public int hashCode() {
    return text == null ? Long.hashCode(number) : text.hashCode();
  }

  /** The same as {@link #json()}. */
  @Override
  public String toString() {
    return json();
  }

  private static boolean isPlain(String json) {
    boolean fits = !json.isEmpty() && json.length() <= DIGITS_MAX;
    if (!fits || (json.charAt(0) == '0' && json.length() > 1)) {
      return false;
    }
    for (int i = 0; i < json.length(); i++) {
      if (json.charAt(i) < '0' || json.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
