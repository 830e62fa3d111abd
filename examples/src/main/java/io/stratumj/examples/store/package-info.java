/**
 * Where the example pool keeps its books: accepted shares and found blocks in a database, and the
 * report on them.
 *
 * <p>{@link io.stratumj.examples.store.ShareStore} is what the pool plugs in. Shares go through a
 * {@link io.stratumj.core.sinks.BatchingShareSink}, so that one commit serves many miners, into the
 * {@code Ledger}, the only class that writes. The database is H2 in a file of its own, or
 * PostgreSQL; both are spoken to in the same SQL.
 *
 * <p>There is one connection and no pool of them: one thread writes, in batches, and a second
 * writer would only wait for the first at the disk.
 */
@NullMarked
package io.stratumj.examples.store;

import org.jspecify.annotations.NullMarked;
