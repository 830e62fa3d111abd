/**
 * Mining programs: a class for each, with its literal lines, its order of talking, and what it
 * overrides of the {@link io.stratumj.testkit.personas.work.Habits} of most.
 *
 * <p>Not exported; {@link io.stratumj.testkit.personas.MinerModel} names them all. Each was written
 * from the program's public source code or from recorded lines of it, and does what it does, well
 * or badly. They are state machines of lines and time: no sockets, no threads, no clock.
 */
@NullMarked
package io.stratumj.testkit.personas.firmware;

import org.jspecify.annotations.NullMarked;
