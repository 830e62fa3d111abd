/**
 * Contracts: what the server relies on in each thing a pool plugs in, as tests that a pool
 * developer extends in their own build.
 *
 * <pre>{@code
 * class LedgerContractTest extends ShareSinkContract {
 *   @Override protected ShareSink openSink() { return new Ledger(dataSource); }
 *   @Override protected List<StoredShare> stored() { return rows("select id, worker, difficulty from share"); }
 *   ...
 * }
 * }</pre>
 *
 * <p>Every rule is a test with a name of its own; when it fails, its message says what the server
 * does with an implementation like that, and so what it costs. The classes need JUnit Jupiter 5,
 * which a user of this package has. Tests use real threads, and no sleeps.
 */
@NullMarked
package io.stratumj.testkit.contracts;

import org.jspecify.annotations.NullMarked;
