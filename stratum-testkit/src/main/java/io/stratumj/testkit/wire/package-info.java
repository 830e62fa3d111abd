/**
 * A TCP connection as a line-reading client sees it, with a deadline on everything.
 *
 * <p>Not exported. {@link io.stratumj.testkit.wire.Wire} knows bytes and lines and nothing of
 * Stratum; {@link io.stratumj.testkit.MockMiner} gives them meaning. One thread uses a wire; no
 * thread is started. Waiting to write reads on, so two peers that write to each other cannot block
 * each other for ever. {@link io.stratumj.testkit.wire.JsonLines} are for whoever reads what went
 * over many of them.
 */
@NullMarked
package io.stratumj.testkit.wire;

import org.jspecify.annotations.NullMarked;
