package io.stratumj.api.message;

/**
 * The id of a request, kept exactly as the miner wrote it so that the reply can echo it byte for
 * byte: a JSON number of any spelling, or a JSON string.
 *
 * @param json the JSON text, quotes included for a string; empty for {@link #NONE}
 */
public record RequestId(String json) {
  /** No id, or null: the line is a notification and is never answered. */
  public static final RequestId NONE = new RequestId("");

  /** What errors about lines without a usable id are answered with. */
  public static final RequestId NULL = new RequestId("null");

  /** The id a number has in its plainest spelling. */
  public static RequestId of(long number) {
    return new RequestId(Long.toString(number));
  }

  /** Whether a reply is expected. */
  public boolean expectsReply() {
    return !json.isEmpty();
  }
}
