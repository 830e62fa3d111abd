/**
 * A pool under test in JUnit 5: {@link io.stratumj.testkit.junit.StratumExtension} starts a server,
 * hands miners that are connected to it to test methods, and ends them all.
 *
 * <p>It starts whatever it is given, by three method references, so it knows no server: not this
 * library's, and not yours. Needs {@code org.junit.jupiter:junit-jupiter-api}, which users of JUnit
 * have: the testkit does not bring it along.
 */
@NullMarked
package io.stratumj.testkit.junit;

import org.jspecify.annotations.NullMarked;
