/**
 * What the pool gives out to be mined: jobs and difficulties.
 *
 * <p>Each class describes one theme and adds its cases to a chapter. Stateless.
 */
@NullMarked
package io.stratumj.testkit.conformance.chapters.work;

import org.jspecify.annotations.NullMarked;
