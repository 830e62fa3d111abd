/**
 * How bytes become requests, and who is answered: lines, JSON, ids, members.
 *
 * <p>Each class describes one theme and adds its cases to a chapter. Stateless.
 */
@NullMarked
package io.stratumj.testkit.conformance.chapters.framing;

import org.jspecify.annotations.NullMarked;
