/**
 * What a conformance case is: a requirement, and the procedure that looks whether a pool meets it.
 *
 * <p>A {@code Chapter} collects cases in the order they are to be run. Most cases are an attempt of
 * their own; some watch everything that went over all connections of the run. <em>Not thread-safe
 * while chapters are written, immutable afterwards.</em>
 */
@NullMarked
package io.stratumj.testkit.conformance.suite;

import org.jspecify.annotations.NullMarked;
