/**
 * How a session begins: subscribe, authorize, resume, configure and suggestions.
 *
 * <p>Each class describes one theme and adds its cases to a chapter. Stateless.
 */
@NullMarked
package io.stratumj.testkit.conformance.chapters.handshake;

import org.jspecify.annotations.NullMarked;
