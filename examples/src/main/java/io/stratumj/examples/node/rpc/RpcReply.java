package io.stratumj.examples.node.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.stratumj.examples.node.rpc.NodeException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what a node answered. Its own errors come with HTTP status 200, 404 or 500, depending on
 * the node and the error; what counts is the body.
 */
final class RpcReply {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NESTING_MAX = 32;

  private RpcReply() {}

  /**
   * The result; JSON's null if it is that.
   *
   * @throws NodeException if the node refused, or this is no reply
   */
  static RpcResult result(NodeEndpoint node, String method, HttpResponse<byte[]> response)
      throws NodeException {
    requireAuthorized(node, response.statusCode());
    RpcResult reply = new RpcResult(node, method, json(node, method, response));
    Optional<RpcResult> error = reply.optional("error");
    if (error.isPresent()) {
      Optional<RpcResult> message = error.get().optional("message");
      throw NodeException.refused(
          node,
          method,
          error.get().member("code").integer(),
          message.isPresent() ? message.get().text() : "no message");
    }
    if (!isOk(response) || !reply.value().getAsJsonObject().has("result")) {
      throw nonsense(node, method, response);
    }
    JsonElement result = reply.optional("result").map(RpcResult::value).orElse(JsonNull.INSTANCE);
    return new RpcResult(node, method, result);
  }

  /** Whether HTTP found no fault. */
  static boolean isOk(HttpResponse<byte[]> response) {
    return response.statusCode() == OK;
  }

  private static void requireAuthorized(NodeEndpoint node, int status) throws NodeException {
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      throw NodeException.of(
          Kind.UNAUTHORIZED,
          node,
          status == UNAUTHORIZED
              ? "it refuses the user or the password (HTTP status 401)"
              : "it does not let this machine in (HTTP status 403)");
    }
  }

  private static JsonElement json(NodeEndpoint node, String method, HttpResponse<byte[]> response)
      throws NodeException {
    JsonReader reader =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(response.body()), StandardCharsets.UTF_8));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(NESTING_MAX);
    try {
      JsonElement reply = JsonParser.parseReader(reader);
      if (reply instanceof JsonObject && reader.peek() == JsonToken.END_DOCUMENT) {
        return reply;
      }
    } catch (IOException | JsonParseException e) {
      throw nonsense(node, method, response);
    }
    throw nonsense(node, method, response);
  }

  private static NodeException nonsense(
      NodeEndpoint node, String method, HttpResponse<byte[]> response) {
    return NodeException.of(
        Kind.NONSENSE,
        node,
        "%s: what it answers is no JSON-RPC reply (HTTP status %d)"
            .formatted(method, response.statusCode()));
  }
}
