/**
 * What a conformance run has to tell: the requirements, how each case went, and the whole as text,
 * JSON or JUnit XML.
 *
 * <p>Only data and its printing: nothing here opens a connection. Everything is immutable or
 * stateless.
 */
@NullMarked
package io.stratumj.testkit.conformance.report;

import org.jspecify.annotations.NullMarked;
