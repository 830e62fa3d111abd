package io.stratumj.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.stratumj.api.message.RequestId;
import java.math.BigDecimal;

/**
 * What the pool says on its own account: {@code mining.set_difficulty}, {@code client.reconnect}, a
 * {@code mining.ping} that wants an answer, anything with a method but {@code mining.notify}, which
 * is a {@link MinerJob}. Immutable.
 */
public final class Notification implements PoolLine {
  private final String line;
  private final RequestId id;
  private final String method;
  private final JsonArray params;

  Notification(String line, RequestId id, String method, JsonArray params) {
    this.line = line;
    this.id = id;
    this.method = method;
    this.params = params;
  }

  @Override
  public String line() {
    return line;
  }

  /** The id to answer under; {@link RequestId#NONE} if it is null or missing. */
  public RequestId id() {
    return id;
  }

  /** The method, as written. */
  public String method() {
    return method;
  }

  /** How many parameters there are. */
  public int size() {
    return params.size();
  }

  /**
   * The parameter at an index, a string.
   *
   * @throws IllegalArgumentException if there is none or it is no string
   */
  public String text(int index) {
    return Json.text(param(index)).orElseThrow(() -> isNot("a string", index));
  }

  /**
   * The parameter at an index, a number.
   *
   * @throws IllegalArgumentException if there is none or it is no number
   */
  public BigDecimal number(int index) {
    if (!Json.isNumber(param(index))) {
      throw isNot("a number", index);
    }
    return param(index).getAsBigDecimal();
  }

  /**
   * The parameter at an index as compact JSON text, whatever it is.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String json(int index) {
    return param(index).toString();
  }

  /** The line. */
  @Override
  public String toString() {
    return line;
  }

  private JsonElement param(int index) {
    if (index < 0 || index >= params.size()) {
      throw isNot("there", index);
    }
    return params.get(index);
  }

  private IllegalArgumentException isNot(String what, int index) {
    return new IllegalArgumentException("params[" + index + "] is not " + what + ": " + line);
  }
}
