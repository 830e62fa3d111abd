/**
 * A conformance suite for Stratum v1 pools, whoever made them: {@link
 * io.stratumj.testkit.conformance.Conformance} looks at a host and port over raw lines and reports.
 *
 * <p>Cases have stable slugs such as {@code submit/duplicate-respelled} and a level: MUST, SHOULD,
 * MAY, or UNTESTABLE for what no peer can see. Each accepts a set of outcomes, because pools differ
 * rightly; {@code chapters} holds them, {@code probe} is how they touch a pool, {@code suite} what
 * a case is, {@code report} what comes out. Only this package and {@code report} are exported.
 *
 * <p>Nothing here sees the server's codec or session: a bug they had in common would hide itself.
 */
@NullMarked
package io.stratumj.testkit.conformance;

import org.jspecify.annotations.NullMarked;
