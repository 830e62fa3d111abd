/**
 * A mock miner for tests of a pool, and stand-ins for what a pool is made of.
 *
 * <p>{@link io.stratumj.testkit.MockMiner} connects to any Stratum v1 server, this library's or
 * another's, and reads top to bottom: subscribe, authorize, take a job, solve it, submit. Its jobs
 * ({@link io.stratumj.testkit.MinerJob}) are solved by real hashing, its submits ({@link
 * io.stratumj.testkit.Solution}) can be misspelled in every way, its connection can misbehave
 * ({@link io.stratumj.testkit.Fault}), and whatever it was waiting for in vain comes with the
 * {@link io.stratumj.testkit.Transcript} of the whole conversation. It mines by double SHA-256, or
 * by any other {@link io.stratumj.testkit.MiningAlgorithm}.
 *
 * <p>{@link io.stratumj.testkit.TestJobs} makes jobs to publish, {@link
 * io.stratumj.testkit.RecordingSink} and {@link io.stratumj.testkit.RecordingBlockSink} take shares
 * and blocks and answer when they are told to, {@link io.stratumj.testkit.ManualClock} is time that
 * stands still. None of it needs a particular test framework.
 */
@NullMarked
package io.stratumj.testkit;

import org.jspecify.annotations.NullMarked;
