/**
 * jqwik arbitraries for what a pool meets: lines of miners in every spelling, lines that are broken
 * in every way, bytes that mean nothing, and jobs, work and shares.
 *
 * <pre>{@code
 * @Property void everyRequestGetsItsReply(@ForAll("requests") RequestLine request) { ... }
 * @Provide Arbitrary<RequestLine> requests() { return RequestLines.any(); }
 * }</pre>
 *
 * <p>Lines come without their LF. Which rules of the protocol a generator keeps, and which one it
 * breaks, is said at each; whatever it does not mention is kept. Needs {@code net.jqwik:jqwik-api},
 * which users of jqwik have: the testkit does not bring it along.
 *
 * <p>All methods are stateless and thread-safe, and the same seed gives the same values.
 */
@NullMarked
package io.stratumj.testkit.arbitraries;

import org.jspecify.annotations.NullMarked;
