package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.core.codec.FuzzedRequests;
import io.stratumj.core.spi.DisconnectReason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A talk whose replies are counted against what was asked for. */
final class FuzzedTalk {
  private final Talk talk;
  private final int pieceBytes;
  private final FuzzedRequests requests = new FuzzedRequests(FuzzedPool.LIMITS.lineBytes());
  private final StringBuilder history = new StringBuilder();

  /** How many replies each id is still to have. */
  private final Map<String, Integer> owed = new HashMap<>();

  private String resumeToken = "";

  FuzzedTalk(Pool pool, int pieceBytes) {
    this.talk = new Talk(pool);
    this.pieceBytes = pieceBytes;
  }

  void say(byte[] bytes) {
    requests
        .idsOf(bytes)
        .forEach(id -> owed.merge(normal(JsonParser.parseString(id)), 1, Integer::sum));
    int at = 0;
    while (at < bytes.length) {
      int end = (int) Math.min(bytes.length, (long) at + pieceBytes);
      talk.sayRaw(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
  }

  void tick() {
    talk.tick();
  }

  void offer() {
    talk.offer();
  }

  /** The session's name, once it was told. */
  String resumeToken() {
    return resumeToken;
  }

  /** Listens; no reply came that was not asked for. */
  void check() {
    for (String line : talk.hear()) {
      history.append(line).append('\n');
      JsonObject message = JsonParser.parseString(line).getAsJsonObject();
      if (!message.has("method")) {
        noteReply(message, line);
      }
    }
  }

  /** What was asked was answered, unless the session was ended. */
  void checkAllAnswered() {
    check();
    if (talk.closed().isEmpty()) {
      assertEquals(Map.of(), owed, "never answered");
      assertFalse(talk.conversation().owesReplies());
    }
  }

  void hangUp() {
    check();
    history.append(talk.closed().map(DisconnectReason::toString).orElse("hung up")).append('\n');
    talk.disconnect();
  }

  /** All that was heard. */
  String history() {
    return history.toString();
  }

  private void noteReply(JsonObject reply, String line) {
    String id = normal(reply.get("id"));
    boolean asked = owed.containsKey(id);
    assertTrue(asked || isLastWord(id), () -> "a reply to nothing: " + line);
    owed.computeIfPresent(id, (same, count) -> count == 1 ? null : count - 1);
    JsonElement result = reply.get("result");
    if (result != null && result.isJsonArray() && result.getAsJsonArray().size() == 3) {
      JsonElement names = result.getAsJsonArray().get(0);
      resumeToken = names.getAsJsonArray().get(0).getAsJsonArray().get(1).getAsString();
    }
  }

  /** A line longer than a stranger's may be is refused before it has an end. */
  private boolean isLastWord(String id) {
    return id.equals("null") && talk.closed().equals(Optional.of(DisconnectReason.LINE_TOO_LONG));
  }

  private static String normal(JsonElement id) {
    return id.toString();
  }
}
