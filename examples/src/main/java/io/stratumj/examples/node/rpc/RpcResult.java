package io.stratumj.examples.node.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.util.Optional;

/**
 * A result, or a part of one, that is taken for what it should be; anything else is nonsense of the
 * node. Immutable.
 *
 * @param node who answered
 * @param path the method, and the members on the way to here
 * @param value what is there
 */
record RpcResult(NodeEndpoint node, String path, JsonElement value) {
  /** A member that must be there. */
  RpcResult member(String name) throws NodeException {
    return optional(name).orElseThrow(() -> nonsense("has no " + name));
  }

  /** A member that may be missing or null. */
  Optional<RpcResult> optional(String name) throws NodeException {
    if (!(value instanceof JsonObject object)) {
      throw nonsense("is no object");
    }
    JsonElement member = object.get(name);
    return member == null || member.isJsonNull()
        ? Optional.empty()
        : Optional.of(new RpcResult(node, path + "." + name, member));
  }

  String text() throws NodeException {
    if (value instanceof JsonPrimitive text && text.isString()) {
      return text.getAsString();
    }
    throw nonsense("is no string");
  }

  boolean bool() throws NodeException {
    if (value instanceof JsonPrimitive fact && fact.isBoolean()) {
      return fact.getAsBoolean();
    }
    throw nonsense("is no boolean");
  }

  int integer() throws NodeException {
    double number = number();
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw nonsense("is no integer");
    }
    return (int) number;
  }

  double number() throws NodeException {
    if (value instanceof JsonPrimitive number && number.isNumber()) {
      return number.getAsDouble();
    }
    throw nonsense("is no number");
  }

  Bytes hex() throws NodeException {
    try {
      return Bytes.fromHex(text());
    } catch (IllegalArgumentException e) {
      throw nonsense("is not hex");
    }
  }

  Hash256 hash() throws NodeException {
    try {
      return Hash256.fromDisplayHex(text());
    } catch (IllegalArgumentException e) {
      throw nonsense("is no hash");
    }
  }

  private NodeException nonsense(String problem) {
    return NodeException.of(
        NodeException.Kind.NONSENSE, node, "an answer makes no sense: " + path + " " + problem);
  }
}
