/**
 * What becomes of shares: how they may be spelled, and how they are judged.
 *
 * <p>Each class describes one theme and adds its cases to a chapter. Stateless.
 */
@NullMarked
package io.stratumj.testkit.conformance.chapters.submit;

import org.jspecify.annotations.NullMarked;
