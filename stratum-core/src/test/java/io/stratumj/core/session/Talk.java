package io.stratumj.core.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.core.spi.DisconnectReason;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A conversation held by a test: it says lines, hears lines, and lets time pass. Every line heard
 * is checked to be one JSON object ending in one LF.
 */
final class Talk implements ByteSink {
  private static final long QUIET_NANOS_MAX = TimeUnit.DAYS.toNanos(1);

  private final Pool pool;
  private final ProtocolLoop loop;
  private final StringBuilder bytes = new StringBuilder();
  private final List<String> heard = new ArrayList<>();
  private final Conversation conversation;
  private long lookAtNanos;
  private DisconnectReason closed;

  Talk(Pool pool) {
    this(pool, pool.loop());
  }

  Talk(Pool pool, ProtocolLoop loop) {
    this.pool = pool;
    this.loop = loop;
    this.lookAtNanos = pool.now();
    this.conversation = loop.open(this, new InetSocketAddress("192.0.2.7", 4444), pool.now());
  }

  @Override
  public void append(byte[] array, int from, int length) {
    lookSoon();
    if (closed == null) {
      bytes.append(new String(array, from, length, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void append(Bytes shared) {
    append(shared.toByteArray(), 0, shared.size());
  }

  @Override
  public void closeAfterFlush(DisconnectReason reason) {
    if (closed == null) {
      closed = reason;
    }
  }

  /** Says lines, each with an LF, in one piece. */
  Talk say(String... lines) {
    return sayRaw(String.join("\n", lines) + "\n");
  }

  Talk sayRaw(String text) {
    return sayRaw(text.getBytes(StandardCharsets.UTF_8));
  }

  Talk sayRaw(byte[] raw) {
    lookSoon();
    byte[] buffer = raw.clone();
    conversation.receive(ByteBuffer.wrap(buffer), pool.now());
    Arrays.fill(buffer, (byte) '!'); // as a transport does, which reads into it for somebody else
    return this;
  }

  /** The lines heard since the last call. */
  List<String> hear() {
    String text = bytes.toString();
    bytes.setLength(0);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new AssertionError("half a line: " + text);
    }
    List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    List<String> whole = new ArrayList<>();
    for (String line : lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1)) {
      if (!JsonParser.parseString(line).isJsonObject()) {
        throw new AssertionError("no object: " + line);
      }
      whole.add(line);
    }
    heard.addAll(whole);
    return whole;
  }

  /** Forgets what was heard. */
  Talk ignore() {
    hear();
    return this;
  }

  /** Subscribes, authorizes, and forgets the replies and the first work. */
  Talk mining(String worker) {
    handshake(worker);
    return ignore();
  }

  Talk handshake(String worker) {
    return say(
        "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"test/1\"]}",
        "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"" + worker + "\",\"x\"]}");
  }

  /** Submits, with id 4. */
  Talk submit(String worker, String job, String extranonce2, String nTime, String nonce) {
    return say(
        "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\""
            + String.join("\",\"", worker, job, extranonce2, nTime, nonce)
            + "\"]}");
  }

  void offer() {
    lookSoon();
    pool.protocol().jobs().current().ifPresent(posting -> conversation.offer(posting, pool.now()));
  }

  /** As a transport does: sessions that are quiet are left alone. */
  void tick() {
    loop.tick(pool.now());
    if (pool.now() - lookAtNanos >= 0) {
      conversation.tick(pool.now());
      lookAtNanos = pool.now() + Math.min(conversation.quietNanos(pool.now()), QUIET_NANOS_MAX);
    }
  }

  private void lookSoon() {
    lookAtNanos = pool.now();
  }

  void disconnect() {
    conversation.closed(DisconnectReason.CLIENT_CLOSED, pool.now());
  }

  Optional<DisconnectReason> closed() {
    return Optional.ofNullable(closed);
  }

  Conversation conversation() {
    return conversation;
  }

  static JsonArray params(String line) {
    return JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("params");
  }

  static String method(String line) {
    JsonObject object = JsonParser.parseString(line).getAsJsonObject();
    return object.has("method") ? object.get("method").getAsString() : "reply";
  }

  /** The code of the error in a reply, 0 if there is none. */
  static int error(String line) {
    JsonObject object = JsonParser.parseString(line).getAsJsonObject();
    return object.get("error").isJsonNull() ? 0 : object.getAsJsonArray("error").get(0).getAsInt();
  }
}
