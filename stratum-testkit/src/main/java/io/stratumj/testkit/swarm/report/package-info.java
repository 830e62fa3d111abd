/**
 * What a {@link io.stratumj.testkit.swarm.MinerSwarm} tells: the figures of a run, and on request
 * the fate of every single submit.
 *
 * <p>{@link io.stratumj.testkit.swarm.report.SwarmReport} is records all the way down, as text and
 * as JSON too. {@link io.stratumj.testkit.swarm.report.SubmitLedger} is what a test plugs in that
 * has to compare what miners were told with what a pool has recorded: each {@link
 * io.stratumj.testkit.swarm.report.Submission} gets exactly one {@link
 * io.stratumj.testkit.swarm.report.Fate}.
 */
@NullMarked
package io.stratumj.testkit.swarm.report;

import org.jspecify.annotations.NullMarked;
