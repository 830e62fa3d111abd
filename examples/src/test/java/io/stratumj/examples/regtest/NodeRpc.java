package io.stratumj.examples.regtest;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Asks a node questions, as a test does: any surprise is an AssertionError. Shares nothing with the
 * pool's own client, whose witness it is.
 *
 * <p><em>Thread-safe</em>; every call blocks until the node has answered, 30 s at most.
 */
final class NodeRpc {
  private static final Gson GSON = new Gson();
  private static final int TIMEOUT_MILLIS = 30_000;

  private final URI url;
  private final String authorization;

  NodeRpc(URI url, String user, String password) {
    this.url = url;
    String credentials = user + ":" + password;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** Calls a method; an error the node answers with is an AssertionError. */
  JsonElement call(String method, Object... params) {
    JsonObject reply;
    try {
      reply = exchange(method, params);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " failed", e);
    }
    JsonElement error = reply.get("error");
    if (error != null && !error.isJsonNull()) {
      throw new AssertionError(method + " was answered with the error " + error);
    }
    return reply.get("result");
  }

  /** Whether the node answers this method without an error now. */
  boolean answers(String method, Object... params) {
    try {
      JsonElement error = exchange(method, params).get("error");
      return error == null || error.isJsonNull();
    } catch (IOException e) {
      return false;
    }
  }

  /** The height of the best chain. */
  int height() {
    return call("getblockcount").getAsInt();
  }

  /** The name of the best chain's tip. */
  Hash256 tip() {
    return Hash256.fromDisplayHex(call("getbestblockhash").getAsString());
  }

  /** The name of the best chain's block of this height. */
  Hash256 blockAt(int height) {
    return Hash256.fromDisplayHex(call("getblockhash", height).getAsString());
  }

  /** A serialized block of the node's. */
  Bytes rawBlock(Hash256 block) {
    return Bytes.fromHex(call("getblock", block.toDisplayHex(), 0).getAsString());
  }

  /** What the node knows of a block, with the ids of its transactions. */
  JsonObject block(Hash256 block) {
    return call("getblock", block.toDisplayHex(), 1).getAsJsonObject();
  }

  /** The ids of a block's transactions, the coinbase's first. */
  List<String> txids(Hash256 block) {
    return block(block).getAsJsonArray("tx").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  private JsonObject exchange(String method, Object... params) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setDoOutput(true);
    connection.setRequestProperty("Authorization", authorization);
    connection.setRequestProperty("Content-Type", "application/json");
    // A litecoind that is asked to end waits for connections that are kept.
    connection.setRequestProperty("Connection", "close");
    String body = GSON.toJson(Map.of("method", method, "params", params, "id", 1));
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (in == null) {
        throw new IOException("HTTP status " + status + " and nothing else");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("HTTP status " + status + " and no JSON", e);
    }
  }
}
