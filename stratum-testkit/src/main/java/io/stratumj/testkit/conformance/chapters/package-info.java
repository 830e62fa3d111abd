/**
 * The cases, by the chapters of the protocol's rules, and why other rules cannot be tested.
 *
 * <p>A class describes one theme and adds its cases to a chapter. A case that only one server could
 * pass would be of no use: each says which other behaviours of pools it takes for right, and which
 * known pools it is meant to fail. Stateless.
 */
@NullMarked
package io.stratumj.testkit.conformance.chapters;

import org.jspecify.annotations.NullMarked;
