package io.stratumj.testkit.accounting;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Hash256;
import java.math.BigDecimal;

/**
 * One row of a share store. Immutable.
 *
 * @param id the share's identity: its proof-of-work hash
 * @param worker who is credited
 * @param difficulty with how much
 */
public record LedgerEntry(Hash256 id, String worker, BigDecimal difficulty) {
  /** The row a share makes. */
  public static LedgerEntry of(AcceptedShare share) {
    return new LedgerEntry(share.id(), share.worker().value(), share.difficulty().toBigDecimal());
  }
}
