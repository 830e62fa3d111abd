/**
 * How a conformance case touches a pool: raw lines over a socket, read by rules of its own.
 *
 * <p>A {@code Probe} opens {@code Link}s; a link says bytes and tells what it has {@code Seen}; an
 * {@code Outcome} is a named thing to see, and a case accepts a set of them. A {@code Rig} is a
 * link that has logged in, holds a job and can find shares for it on the processor.
 *
 * <p>Nothing is shared with the server's codec, session or proof of work, so that no bug can hide
 * in both. Waits are bounded. <em>Confined to the thread that runs the case.</em>
 */
@NullMarked
package io.stratumj.testkit.conformance.probe;

import org.jspecify.annotations.NullMarked;
