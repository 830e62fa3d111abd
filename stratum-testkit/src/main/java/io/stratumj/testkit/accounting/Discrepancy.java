package io.stratumj.testkit.accounting;

import java.util.Optional;

/**
 * A share whose two stories differ. Immutable.
 *
 * @param kind what is wrong
 * @param connection where the share was sent; empty if nobody is known to have sent it
 * @param detail the share and the facts, in one line
 */
public record Discrepancy(Kind kind, Optional<String> connection, String detail) {
  /** What can be wrong with a share. */
  public enum Kind {
    /** The miner was told true, and the share is not in the store (SPEC S7). */
    ACCEPTED_NOT_RECORDED,
    /** The share was refused, and is in the store all the same (SPEC S7). */
    REFUSED_BUT_RECORDED,
    /** The store holds it more than once (SPEC S5). */
    RECORDED_TWICE,
    /** The miner was told true for it more than once (SPEC S5). */
    ACCEPTED_TWICE,
    /** It is credited with more than was asked for (SPEC D2). */
    CREDITED_TOO_MUCH,
    /** It is credited with less than was asked for (SPEC D2). */
    CREDITED_TOO_LITTLE,
    /** Somebody else is credited (SPEC S2). */
    CREDITED_TO_ANOTHER,
    /** Told true, though its hash misses every target that was in force (SPEC D1). */
    ACCEPTED_BELOW_TARGET,
    /** Told "low difficulty", though its hash meets every target that was in force (SPEC D2). */
    REFUSED_THOUGH_GOOD,
    /** Told true, though it claims no header that anybody could hash (SPEC S2). */
    ACCEPTED_WITHOUT_WORK,
    /** Told "duplicate" of a share that neither counts nor was being recorded (SPEC S7). */
    DUPLICATE_OF_NOTHING,
    /** In the store, and nobody is known to have sent it. */
    RECORDED_NEVER_SENT,
    /** The sink was offered a session's shares in another order than they were sent. */
    OUT_OF_ORDER
  }

  @Override
  public String toString() {
    return kind + connection.map(name -> " on " + name).orElse("") + ": " + detail;
  }
}
