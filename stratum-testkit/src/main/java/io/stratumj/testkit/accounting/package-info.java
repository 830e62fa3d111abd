/**
 * Holds a pool's books against what its miners were told (SPEC D2, S5, S7).
 *
 * <p>Every share has two stories: what the miner heard over the wire, and what stands in the store.
 * An {@link io.stratumj.testkit.accounting.AccountingOracle} is given both, in plain values, and
 * names every share whose stories differ. {@link io.stratumj.testkit.accounting.ShareWitness} reads
 * the first story off the lines of one connection, hashing each share itself, with none of the
 * server's code; the second is whatever the store holds, as {@link
 * io.stratumj.testkit.accounting.LedgerEntry} values. Where there is no store, {@link
 * io.stratumj.testkit.accounting.MemoryLedger} is one, with faults on demand.
 *
 * <p>It assumes that shares are acknowledged when they are recorded; a pool that answers sooner
 * makes no promise that could be checked.
 */
@NullMarked
package io.stratumj.testkit.accounting;

import org.jspecify.annotations.NullMarked;
