/**
 * What must be true of a pool whatever happens to it, one class for each rule. A simulation tells
 * every check what is said, heard, published and recorded while it runs; a check that finds its
 * rule broken reports it, with the connection concerned, and the run goes on.
 *
 * <p>Not exported. Checks see what can be seen from outside: the lines of the miners' ends, and the
 * calls of what is plugged in. Everything is confined to the simulation's thread.
 */
@NullMarked
package io.stratumj.testkit.simulation.checks;

import org.jspecify.annotations.NullMarked;
