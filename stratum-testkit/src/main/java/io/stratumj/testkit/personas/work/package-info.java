/**
 * How a mining program mines: what it makes of a notify, when a difficulty or an extranonce1 takes
 * effect, how it counts extranonce2 and spells shares, and what it makes of the answers.
 *
 * <p>Not exported. Programs differ in these habits more than in anything else, so {@link
 * io.stratumj.testkit.personas.work.Habits} has a method for each, with what most programs do; a
 * program overrides where it differs. The {@link io.stratumj.testkit.personas.work.Workbench} mines
 * by them. Hashes are real, by the testkit's own header assembly.
 */
@NullMarked
package io.stratumj.testkit.personas.work;

import org.jspecify.annotations.NullMarked;
