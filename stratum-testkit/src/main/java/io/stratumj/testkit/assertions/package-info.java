/**
 * Assertions that read like the protocol and fail with what was on the wire: {@code
 * assertThat(miner.submit(share)).isRefused(RejectReason.STALE)}.
 *
 * <p>All begin with {@link io.stratumj.testkit.assertions.StratumAssertions#assertThat}, chain, and
 * throw AssertionError; they need no test framework and no other assertion library. Everything here
 * is confined to the caller's thread.
 */
@NullMarked
package io.stratumj.testkit.assertions;

import org.jspecify.annotations.NullMarked;
