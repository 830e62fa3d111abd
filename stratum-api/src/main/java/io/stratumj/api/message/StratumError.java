package io.stratumj.api.message;

import io.stratumj.api.work.RejectReason;

/**
 * The error of a reply: {@code [code,"message",null]} on the wire. Only the codes 20 to 25 and -3
 * are ever sent.
 *
 * @param code the number
 * @param message the text shown to the person who runs the miner
 */
public record StratumError(int code, String message) {
  /** A line that is not one JSON object. */
  public static final StratumError PARSE_ERROR = new StratumError(20, "Parse error");

  /** A method this server does not know. */
  public static final StratumError METHOD_NOT_FOUND = new StratumError(-3, "Method not found");

  /** A refused authorize. */
  public static final StratumError UNAUTHORIZED = of(RejectReason.UNAUTHORIZED_WORKER);

  /** The error 20, with this text. */
  public static StratumError other(String message) {
    return new StratumError(20, message);
  }

  /** The error a refused share is answered with. */
  public static StratumError of(RejectReason reason) {
    return new StratumError(reason.code(), reason.message());
  }
}
