/**
 * Sessions without sockets: a whole pool in one thread, under time that stands still.
 *
 * <p>A {@link io.stratumj.testkit.memory.MemoryPool} is the real protocol on event loops that run
 * when the test lets them; a {@link io.stratumj.testkit.memory.MemoryLink} is one connection to it,
 * on which the test says lines and hears lines. Ten minutes of silence take a millisecond, and a
 * failure is the same in every run. {@link io.stratumj.testkit.memory.LinkConditions} make a link
 * as bad as a network: they cut what is said into pieces, delay it, and drop the connection, all by
 * a seed.
 *
 * <p>Who would rather not talk by hand connects a {@link io.stratumj.testkit.memory.Peer}. Nothing
 * here starts a thread or reads a clock; everything is confined to the test's thread, except that
 * what is plugged into the pool may complete its stages on any.
 */
@NullMarked
package io.stratumj.testkit.memory;

import org.jspecify.annotations.NullMarked;
